import { execFile } from 'node:child_process';
import { copyFile, glob, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
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
  // TypeScript 7.0.2 emits imported JSON on some runs and not on others.
  for await (const json of glob('packages/*/src/**/*.json', { cwd: root })) {
    await mkdir(dirname(join(root, 'build', json)), { recursive: true });
    await copyFile(join(root, json), join(root, 'build', json));
  }
}
