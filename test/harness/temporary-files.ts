import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';

/** A throw-away folder with these files. */
export async function temporaryFiles(files: Record<string, string | Uint8Array> = {}): Promise<string> {
  const root = temporaryFolder('files');
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
  return root;
}
