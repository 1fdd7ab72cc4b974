import { open } from 'node:fs/promises';
import { UserError } from '@assay/contract';

/** Half of the engine's buffer: a line that fills a buffer fills one of these blocks, wherever it begins. */
const BLOCK = 16_000_000;
const PIECE = 65_536;
/** Longer than what the engine takes of a line, or of an object of JSON; shorter than its buffer. */
const LONGEST = 20_000_000;

/**
 * Whether lines do not end by LF for so long that reading in parallel would leave one out and say nothing, as the engine does with a
 * line that fills its buffer (32 MB). The last one, where nothing ends it, it leaves out in any case. Of most files a piece
 * of each block is looked at.
 *
 * @throws UserError `data-unreadable`: one is so long, whatever ends it
 */
export async function mayHaveLongLine(path: string, name: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const piece = Buffer.alloc(PIECE);
    let isFound = false;
    for (let start = 0; start + BLOCK <= size; start += BLOCK) {
      let isWithin = true;
      let isEnded = false;
      for (let at = start; isWithin && at < start + BLOCK; at += PIECE) {
        const { bytesRead } = await file.read(piece, 0, PIECE, at);
        const read = piece.subarray(0, bytesRead);
        isWithin = !read.includes('\n');
        isEnded ||= read.includes('\r');
      }
      if (isWithin && !isEnded) throw tooLong(name);
      isFound ||= isWithin;
    }
    return isFound;
  } finally {
    await file.close();
  }
}

/** Looks at what is unpacked, piece by piece. @throws UserError `data-unreadable`, by what it returns: a line is as long as that */
export function watchLines(name: string): (piece: Buffer) => void {
  let length = 0;
  return (piece) => {
    const end = Math.max(piece.lastIndexOf('\n'), piece.lastIndexOf('\r'));
    length = end === -1 ? length + piece.length : piece.length - end;
    if (length > LONGEST) throw tooLong(name);
  };
}

function tooLong(name: string): UserError {
  return new UserError('data-unreadable', `${name} cannot be read: a line of it is longer than 16 MB`, {
    fix: 'does a line end lack there? Keep what is so large in files of its own, and name those here',
  });
}
