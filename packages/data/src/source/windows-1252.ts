import type { Readable } from 'node:stream';

/** What Windows-1252 has from 0x80 to 0x9F, where Latin-1 has control characters; five are nobody's. */
const HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const NOBODYS = [0x81, 0x8d, 0x8f, 0x90, 0x9d];
/** Words of Western Europe have no more letters beyond ASCII in a row; those of other alphabets have. */
const LONGEST_RUN = 3;

/** The text of bytes in Windows-1252, in which printed Latin-1 is contained. */
export function decodeWindows1252(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .replaceAll(/[\x80-\x9f]/g, (char) => HIGH[char.charCodeAt(0) - 0x80] ?? char);
}

/**
 * Whether bytes are not UTF-8 and can be Windows-1252 of a language of Western Europe: no byte that is nobody's there, no
 * character of UTF-8 (then it is UTF-8 that was damaged, or a mixture), no long run of letters beyond ASCII (then it is
 * another alphabet). Which of the encodings that differ in few letters it is, such as ISO 8859-2, no byte tells.
 */
export async function isLikelyWindows1252(stream: Readable): Promise<boolean> {
  let isAscii = true;
  let run: number[] = [];
  for await (const chunk of stream) {
    for (const byte of chunk as Buffer) {
      if (byte >= 0x80) {
        if (NOBODYS.includes(byte) || run.length === LONGEST_RUN) return false;
        isAscii = false;
        run.push(byte);
      } else if (byte === 0) {
        return false;
      } else if (run.length > 0) {
        if (isUtf8(run)) return false;
        run = [];
      }
    }
  }
  return !isAscii && !isUtf8(run);
}

function isUtf8(bytes: readonly number[]): boolean {
  if (bytes.length < 2) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
    return true;
  } catch {
    return false;
  }
}
