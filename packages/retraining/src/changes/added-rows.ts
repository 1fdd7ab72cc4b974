import { splitFile } from './append-rows.ts';
import type { PlannedFile } from './plan.ts';

/** The rows that were added at the end of a file, as a file of their own, with its header; `null`: there are none. */
export function addedRows({ path, before, bytes, sources }: PlannedFile): Buffer | null {
  const start = before.length;
  if (sources.length === 0 || bytes.length <= start || !bytes.subarray(0, start).equals(before)) return null;
  const { rows, lineEnd, header } = splitFile({ name: path, text: before.toString('latin1') });
  const added = bytes.subarray(start);
  if (!header) return added;
  // Where the file had no last line end, the new rows begin with it.
  const gap = before.at(-1) === 0x0a ? lineEnd : '';
  return Buffer.concat([Buffer.from(`${rows[0] ?? ''}${gap}`, 'latin1'), added]);
}
