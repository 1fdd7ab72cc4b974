import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { main } from 'assemblyscript/asc';
import type { Generator } from './generator.ts';

const SOURCE = 'packages/stats/kernel/kernel.ts';
const CODE = 'packages/stats/src/sketch/kernel-code.ts';

/** The kernel of the sketches, from AssemblyScript to WebAssembly. */
export const kernel: Generator = async (root) => {
  const source = await readFile(join(root, SOURCE), 'utf8');
  let code: Uint8Array | undefined;
  const { error, stderr } = await main(
    ['kernel.ts', '-O3', '--runtime', 'stub', '--enable', 'simd', '--noAssert', '--outFile', 'kernel.wasm'],
    {
      readFile: (name) => (name === 'kernel.ts' ? source : null),
      writeFile: (name, contents) => {
        if (name === 'kernel.wasm') code = contents as Uint8Array;
      },
      listFiles: () => [],
    },
  );
  if (error !== null || code === undefined) throw new Error(`${SOURCE}: ${stderr}`);
  const base64 = Buffer.from(code).toString('base64');
  const text = `/** Generated of kernel/kernel.ts by \`pnpm generate\`: WebAssembly, as base64. */\nexport const KERNEL_CODE =\n  '${base64}';\n`;
  return [{ path: CODE, text }];
};
