import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The part of ncc that is used here; it ships no types. */
type Ncc = (
  entry: string,
  options: { esm: true; cache: false; quiet: true; license: string; externals: Record<string, string> },
) => Promise<{ code: string; assets: Record<string, { source: string | Buffer; permissions: number }> }>;

/** Modules that a library tries and does without: plots to pictures, Kerberos proxies. */
const OPTIONAL = new Set(['canvas', 'kerberos']);

/**
 * Bundles one ES module: `index.js`, and a chunk for each `import()`, shared by all who come to it.
 *
 * @param entry JavaScript file whose exports are kept.
 * @param folder where the bundle goes.
 * @throws where a module is missing: ncc itself would leave that to the moment when it is required.
 */
export async function bundle(entry: string, folder: string): Promise<void> {
  const require = createRequire(import.meta.url);
  const ncc = require('@vercel/ncc') as Ncc;
  const { code, assets } = await ncc(entry, {
    esm: true,
    cache: false,
    quiet: true,
    license: 'licenses.txt',
    // A native library cannot be inlined; this file beside the bundle stands for it.
    externals: { '@duckdb/node-bindings': './duckdb-binding.cjs' },
  });
  for (const text of [code, ...Object.values(assets).map(({ source }) => String(source))])
    refuseMissing(text);

  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'index.js'), code);
  for (const [name, { source }] of Object.entries(assets)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), source);
  }
  await copyFile(join(import.meta.dirname, 'duckdb-binding.cjs'), join(folder, 'duckdb-binding.cjs'));
}

function refuseMissing(text: string): void {
  for (const [, name = ''] of text.matchAll(/eval\("require"\)\("([^"]+)"\)/g)) {
    if (!OPTIONAL.has(name))
      throw new Error(`the bundle lacks "${name}": is it in its package's dependencies?`);
  }
}
