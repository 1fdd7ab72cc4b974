/**
 * `pnpm build [your-org/assay]`: the tree that a release tag holds, in release/, for the repository that it is pushed to.
 *
 *     packages/*​/src --tsc--> build/ --ncc--> release/dist/index.js and its chunks
 *     actions/<verb>/{action.yml,README.md} ------> release/actions/, each with a release/dist/<verb>.js
 *
 * Types are not checked here: that is `pnpm check`.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bundle } from './bundle.ts';
import { emitJavaScript } from './emit-javascript.ts';
import { layOutRelease } from './lay-out-release.ts';
import { linkPackages } from './link-packages.ts';
import { reportSizes } from './report-sizes.ts';

const root = join(import.meta.dirname, '../..');
const build = join(root, 'build');
const release = join(root, 'release');

try {
  await Promise.all([build, release].map((folder) => rm(folder, { recursive: true, force: true })));
  await emitJavaScript(root);
  await linkPackages(root, build);
  await bundle(join(build, 'scripts/build/entry.js'), join(release, 'dist'));
  await layOutRelease(root, release, process.argv[2]);
  await reportSizes(release);
} catch (error) {
  // Printed here, because Node would quote the throwing line, and ncc's lines are a megabyte long.
  console.error(error);
  process.exitCode = 1;
}
