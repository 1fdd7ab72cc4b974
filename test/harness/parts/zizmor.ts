import { join } from 'node:path';
import { part } from './part.ts';
import { pythonPart } from './python.ts';

const environment = pythonPart('zizmor', join(import.meta.dirname, 'zizmor.txt'));

/** zizmor: looks for weaknesses in workflows. */
export const zizmorPart = part('zizmor', async () => {
  const python = await environment();
  if (!python.available) throw new Error(python.why);
  return { executable: join(python.bin, 'zizmor') };
});
