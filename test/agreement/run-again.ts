import { cpSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { type Part, type PythonEnvironment, run, temporaryFolder } from '../harness/index.ts';

const root = join(import.meta.dirname, '../..');

/**
 * Runs scripts in a copy of their folder, in which there is no reference.json, and answers the copy. It lies as in the
 * repository, whose data they find.
 *
 * @param commands each a script and its arguments
 */
export async function runAgain(
  folder: string,
  python: Part<PythonEnvironment>,
  ...commands: readonly (readonly string[])[]
): Promise<string> {
  if (!python.available) throw new Error(python.why);
  const laid = temporaryFolder(folder);
  const copy = join(laid, 'test/agreement', folder);
  cpSync(join(import.meta.dirname, folder), copy, { recursive: true });
  for (const data of ['test/data', 'examples']) symlinkSync(join(root, data), join(laid, data));
  rmSync(join(copy, 'reference.json'), { force: true });
  // None of them tells its maker that it was run: what Great Expectations and NannyML call it, and what others do.
  const env = {
    ...process.env,
    GX_ANALYTICS_ENABLED: 'false',
    NML_DISABLE_USAGE_LOGGING: '1',
    DO_NOT_TRACK: '1',
  };
  for (const command of commands)
    await run(python.python, command, { cwd: copy, env, timeLimitMilliseconds: 240_000 });
  return copy;
}

/** What a reference.json holds, without the versions of the tools. */
export function readReference(folder: string): Record<string, unknown> {
  const text = readFileSync(join(folder, 'reference.json'), 'utf8');
  return JSON.parse(text, (key, value) => (key === 'versions' ? undefined : value));
}

/** What was found, as it was kept where the last digits alone differ: processors and versions add up in different orders. */
export function settled(found: unknown, kept: unknown): unknown {
  if (typeof found === 'number' && typeof kept === 'number') {
    return Math.abs(found - kept) <= 1e-9 * Math.abs(kept) + 1e-15 ? kept : found;
  }
  if (Array.isArray(found) && Array.isArray(kept)) return found.map((value, i) => settled(value, kept[i]));
  if (!isRecord(found) || !isRecord(kept)) return found;
  return Object.fromEntries(Object.entries(found).map(([key, value]) => [key, settled(value, kept[key])]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
