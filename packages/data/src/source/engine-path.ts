import { join } from 'node:path';
import { quoteText } from '../engine/index.ts';

/** A path as a literal that the engine takes for one file, whatever characters its name has. */
export function enginePath(root: string, file: string): string {
  return quoteText(join(root, file).replaceAll(/[*?[]/g, '[$&]'));
}
