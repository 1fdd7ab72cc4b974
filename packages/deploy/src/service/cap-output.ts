import type { Output } from '@assay/command';

const MOST_BYTES = 10 * 1024 * 1024;

/** Hands on the first 10 MB of output and drops the rest: a log that never ends fills neither memory nor disk. */
export function capOutput(output: Output, mostBytes = MOST_BYTES): Output {
  let left = mostBytes;
  return async (chunk, stream) => {
    if (left <= 0) return;
    const shown = chunk.subarray(0, left);
    left -= chunk.length;
    await output(shown, stream);
    if (left <= 0) await output(Buffer.from('\n[more output is not shown]\n'), stream);
  };
}
