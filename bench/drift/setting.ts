import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { cached, pythonPart, run } from '../../test/harness/index.ts';
import type { Measured } from '../measure.ts';

const PEERS = join(import.meta.dirname, 'peers');

/** After this a program is ended. */
export const LIMIT_SECONDS = 1500;

/** Another tool, in an environment of its own. */
export interface Peer {
  readonly name: string;
  readonly version: string;
  /** Our method that gives its numbers, and what else has to be asked for then. */
  readonly asOurs: readonly string[];
  readonly python: string;
  readonly script: string;
}

export async function peer(name: string, asOurs: readonly string[]): Promise<Peer> {
  const part = await pythonPart(`bench-${name}`, join(PEERS, `${name}.txt`))();
  if (!part.available) throw new Error(`${name}: ${part.why}`);
  const ask = `from importlib.metadata import version; print(version("${name}"))`;
  const { stdout } = await run(part.python, ['-c', ask]);
  return { name, version: stdout.trim(), asOurs, python: part.python, script: join(PEERS, `run_${name}.py`) };
}

/** Runs our command in a folder. */
export type Ours = (folder: string, ...args: string[]) => Promise<Measured>;

/** The folder of the data, made once. */
export function dataFolder({ python }: Peer): Promise<string> {
  return cached('bench-drift', '1', async (folder) => {
    told('making the data, 1.1 GB');
    await run(python, [join(import.meta.dirname, 'make_data.py'), folder], {
      timeLimitMilliseconds: 600_000,
    });
  });
}

/** The library of this checkout, where the release would have its tool cache. */
export function libraryFolder(): string {
  const api = createRequire(import.meta.url).resolve('@duckdb/node-api');
  const bindings = createRequire(api).resolve('@duckdb/node-bindings');
  const platform = `@duckdb/node-bindings-${process.platform}-${process.arch}/package.json`;
  return dirname(createRequire(bindings).resolve(platform));
}

export function told(line: string): void {
  console.error(line);
}
