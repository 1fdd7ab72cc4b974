import { type FileHandle, open } from 'node:fs/promises';

const FRAME = 0xfd2fb528;
/** Frames that a reader skips: the last four bits are anything. */
const SKIPPABLE = 0x184d2a50;
const DICTIONARY_BYTES = [0, 1, 2, 4];
const RUN = 1;

/**
 * Whether a file of Zstandard frames ends where its last frame does (RFC 8878, section 3.1). Only the headers of frames and
 * blocks are read. What is no such file is not cut: that it cannot be read, whoever reads it says.
 */
export async function isZstdCut(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    let at = 0;
    while (at < size) {
      const end = await endOfFrame(file, at);
      if (end === 'other') return false;
      if (end === 'cut' || end > size) return true;
      at = end;
    }
    return false;
  } finally {
    await file.close();
  }
}

async function endOfFrame(file: FileHandle, start: number): Promise<number | 'cut' | 'other'> {
  const magic = await numberAt(file, start, 4);
  if (magic === null) return 'cut';
  if (magic >>> 4 === SKIPPABLE >>> 4) {
    const size = await numberAt(file, start + 4, 4);
    return size === null ? 'cut' : start + 8 + size;
  }
  if (magic !== FRAME) return 'other';
  const descriptor = await numberAt(file, start + 4, 1);
  if (descriptor === null) return 'cut';
  const isSingle = (descriptor & 0b10_0000) !== 0;
  const contentSize = descriptor >> 6 === 0 ? Number(isSingle) : 1 << (descriptor >> 6);
  let at = start + 5 + Number(!isSingle) + (DICTIONARY_BYTES[descriptor & 0b11] ?? 0) + contentSize;
  for (;;) {
    const block = await numberAt(file, at, 3);
    if (block === null) return 'cut';
    at += 3 + (((block >> 1) & 0b11) === RUN ? 1 : block >> 3);
    if ((block & 1) === 1) return (descriptor & 0b100) === 0 ? at : at + 4;
  }
}

/** A number of so many bytes, the least first; `null` beyond the end. */
async function numberAt(file: FileHandle, position: number, bytes: number): Promise<number | null> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(bytes), 0, bytes, position);
  return bytesRead < bytes ? null : buffer.readUIntLE(0, bytes);
}
