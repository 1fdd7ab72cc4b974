import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/**
 * Strips the types: packages/<p>/src/x.ts becomes build/packages/<p>/src/x.js.
 *
 * By the compiler and not by the bundler, whose TypeScript loader needs the JavaScript API that TypeScript 7 lacks.
 */
export async function emitJavaScript(root: string): Promise<void> {
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  await promisify(execFile)(process.execPath, [
    compiler,
    '--project',
    join(root, 'scripts/build/tsconfig.json'),
  ]);
  await writeFile(join(root, 'build/package.json'), '{ "type": "module" }\n');
}
