import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { main } from 'assemblyscript/asc';
import type { Generated, Generator } from './generator.ts';

/** Sources in AssemblyScript, relative to their package, and what is made of them. */
const KERNELS = [
  {
    of: 'packages/stats',
    source: 'kernel/kernel.ts',
    code: 'src/sketch/kernel-code.ts',
    name: 'KERNEL_CODE',
  },
  {
    of: 'packages/stats',
    source: 'kernel/cells.ts',
    code: 'src/bootstrap/cells-code.ts',
    name: 'CELLS_CODE',
  },
  {
    of: 'packages/stats',
    source: 'kernel/sums.ts',
    code: 'src/bootstrap/sums-code.ts',
    name: 'SUMS_CODE',
  },
  {
    of: 'packages/stats',
    source: 'kernel/rows/index.ts',
    code: 'src/rows-code.ts',
    name: 'ROWS_CODE',
  },
  {
    of: 'packages/evaluate',
    source: 'kernel/hashes.ts',
    code: 'src/predictions/hashes-code.ts',
    name: 'HASHES_CODE',
  },
];

/** The kernels of sketches, draws of cells and of sums, loops over rows and digests, from AssemblyScript to WebAssembly. */
export const kernels: Generator = async (root) => {
  const made: Generated[] = [];
  for (const { of, source, code, name } of KERNELS) {
    const base64 = await compiled(join(root, of, source));
    const text = `/** Generated of ${source} by \`pnpm generate\`: WebAssembly, as base64. */\nexport const ${name} =\n  '${base64}';\n`;
    made.push({ path: `${of}/${code}`, text });
  }
  return made;
};

async function compiled(path: string): Promise<string> {
  const folder = dirname(path);
  let code: Uint8Array | undefined;
  const { error, stderr } = await main(
    [
      ...[basename(path), '-O3', '--runtime', 'stub', '--enable', 'simd', '--noAssert'],
      ...['--baseDir', folder, '--outFile', 'kernel.wasm'],
    ],
    {
      readFile: (name) => readFile(join(folder, basename(name)), 'utf8').catch(() => null),
      writeFile: (name, contents) => {
        if (name === 'kernel.wasm') code = contents as Uint8Array;
      },
      listFiles: () => [],
    },
  );
  if (error !== null || code === undefined) throw new Error(`${path}: ${stderr}`);
  return Buffer.from(code).toString('base64');
}
