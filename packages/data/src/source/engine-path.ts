import { join } from 'node:path';
import { quoteText } from '../engine/index.ts';

/** A file, and the folder that its path is relative to. */
export interface Place {
  readonly root: string;
  readonly file: string;
}

/** A path as a literal that the engine takes for one file, whatever characters its name has. */
export function enginePath(root: string, file: string): string {
  return quoteText(join(root, file).replaceAll(/[*?[]/g, '[$&]'));
}
