import { open } from 'node:fs/promises';

/** Half of the engine's buffer: a line that fills a buffer fills one of these blocks, wherever it begins. */
const BLOCK = 16_000_000;
const PIECE = 65_536;

/**
 * Whether a line may be so long that it fills a buffer of the engine (32 MB). Reading in parallel, the engine leaves such a
 * line out and says nothing; otherwise it refuses it. Of most files a piece of each block is looked at.
 */
export async function mayHaveLongLine(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const piece = Buffer.alloc(PIECE);
    for (let start = 0; start + BLOCK <= size; start += BLOCK) {
      let isWithin = true;
      for (let at = start; isWithin && at < start + BLOCK; at += PIECE) {
        const { bytesRead } = await file.read(piece, 0, PIECE, at);
        isWithin = !piece.subarray(0, bytesRead).includes(0x0a);
      }
      if (isWithin) return true;
    }
    return false;
  } finally {
    await file.close();
  }
}
