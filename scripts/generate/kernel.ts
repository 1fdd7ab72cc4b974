import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
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
    source: 'kernel/sums.ts',
    code: 'src/bootstrap/sums-code.ts',
    name: 'SUMS_CODE',
  },
  {
    of: 'packages/stats',
    source: 'kernel/rankings.ts',
    code: 'src/metrics/rankings-code.ts',
    name: 'RANKINGS_CODE',
  },
  {
    of: 'packages/stats',
    source: 'kernel/surprises.ts',
    code: 'src/metrics/surprises-code.ts',
    name: 'SURPRISES_CODE',
  },
  {
    of: 'packages/evaluate',
    source: 'kernel/hashes.ts',
    code: 'src/predictions/hashes-code.ts',
    name: 'HASHES_CODE',
  },
];

/** The kernels of sketches, draws of sums, rankings, logarithms and digests, from AssemblyScript to WebAssembly. */
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
  const file = basename(path);
  const source = await readFile(path, 'utf8');
  let code: Uint8Array | undefined;
  const { error, stderr } = await main(
    [file, '-O3', '--runtime', 'stub', '--enable', 'simd', '--noAssert', '--outFile', 'kernel.wasm'],
    {
      readFile: (name) => (name === file ? source : null),
      writeFile: (name, contents) => {
        if (name === 'kernel.wasm') code = contents as Uint8Array;
      },
      listFiles: () => [],
    },
  );
  if (error !== null || code === undefined) throw new Error(`${path}: ${stderr}`);
  return Buffer.from(code).toString('base64');
}
