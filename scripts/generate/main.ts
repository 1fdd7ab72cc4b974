/**
 * `pnpm generate`: writes the files that are made from others. `pnpm generate --check` writes nothing and fails
 * where one is stale.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { actions } from './actions.ts';
import { duckdbBindings } from './duckdb-bindings.ts';
import type { Generator } from './generator.ts';
import { jsonSchemaFiles } from './json-schemas.ts';
import { kernels } from './kernel.ts';

const generators: readonly Generator[] = [duckdbBindings, kernels, actions, jsonSchemaFiles];

const root = join(import.meta.dirname, '../..');
const checkOnly = process.argv.includes('--check');

for (const generate of generators) {
  for (const { path, text } of await generate(root)) {
    const file = join(root, path);
    if ((await readFile(file, 'utf8').catch(() => undefined)) === text) continue;
    if (checkOnly) {
      console.error(`${path} is stale: run pnpm generate`);
      process.exitCode = 1;
    } else {
      await writeFile(file, text);
      console.log(`wrote ${path}`);
    }
  }
}
