import { cpSync, existsSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { cached, pythonPart, run, temporaryFolder } from '../test/harness/index.ts';

export const ROOT = join(import.meta.dirname, '..');

/** After this a program is ended. */
export const LIMIT_SECONDS = 1500;

/** Another tool, in an environment of its own. */
export interface Tool {
  readonly name: string;
  readonly version: string;
  readonly python: string;
  /** What measures it. */
  readonly script: string;
}

/** @param folder with its requirements, `<name>.txt`, and `run_<name>.py` */
export async function tool(folder: string, name: string): Promise<Tool> {
  const part = await pythonPart(`bench-${name}`, join(folder, `${name}.txt`))();
  if (!part.available) throw new Error(`${name}: ${part.why}`);
  const ask = `from importlib.metadata import version; print(version("${name}"))`;
  const { stdout } = await run(part.python, ['-c', ask]);
  return { name, version: stdout.trim(), python: part.python, script: join(folder, `run_${name}.py`) };
}

/** The folder with the data of a benchmark, made once by make_data.py. */
export function dataFolder(
  benchmark: 'drift' | 'validate' | 'profile' | 'evaluate',
  { python }: Tool,
): Promise<string> {
  return cached(`bench-${benchmark}`, '1', async (folder) => {
    told('making the data');
    await run(python, [join(import.meta.dirname, 'make_data.py'), folder, benchmark], {
      timeLimitMilliseconds: 900_000,
    });
  });
}

/** The built command line: a copy, because a build meanwhile would take it away. It keeps its compiled code beside it. */
export function builtAssay(): string {
  const built = join(ROOT, 'release/dist');
  if (!existsSync(join(built, 'assay.js')))
    throw new Error('there is no release to measure: run `pnpm build` first');
  const release = temporaryFolder('bench');
  cpSync(built, release, { recursive: true });
  const program = join(release, 'measured.js');
  const cache = `process.env['XDG_CACHE_HOME'] = ${JSON.stringify(join(release, 'cache'))};`;
  writeFileSync(program, `${cache}\nawait import('./assay.js');\n`);
  return program;
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
