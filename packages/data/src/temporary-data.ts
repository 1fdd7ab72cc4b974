import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Finding, parseDataContract } from '@assay/contract';
import { onTestFinished } from 'vitest';
import { type Engine, type EngineOptions, openEngine } from './engine/index.ts';
import { openSource, openTable, type Source } from './source/index.ts';
import { type ValidateOptions, validate } from './validate.ts';

/** A throw-away folder for one test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'assay-data-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** A real engine that reads one folder, closed after the test. */
export function engineFor(folder: string, options: Partial<EngineOptions> = {}): Engine {
  const engine = openEngine({
    duckdb: { toolCache: join(folder, 'tools'), log: () => {} },
    folders: [folder],
    ...options,
  });
  onTestFinished(() => engine.close());
  return engine;
}

/** Files by name, and a source of some of them. */
export async function sourceOf(
  files: Readonly<Record<string, string | Uint8Array>>,
  path: string | readonly string[] = Object.keys(files),
): Promise<{ engine: Engine; source: Source; folder: string }> {
  const folder = temporaryFolder();
  const engine = engineFor(folder);
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return { engine, source: await openSource(engine, { path, root: folder }), folder };
}

/** The report on a CSV text under the columns (and further keys) of a contract. */
export async function findingsOf(csv: string, contract: object, options: Partial<ValidateOptions> = {}) {
  const { engine, source } = await sourceOf({ 'data.csv': csv });
  const text = JSON.stringify({ 'assay-data': 1, ...contract });
  const report = await validate(engine, source, parseDataContract(text, 'contract.yml'), {
    name: 'data',
    ...options,
  });
  return report;
}

/** What is found of data.csv under a contract that may open the other files; `prepare` may make more of them. */
export async function findingsAmong(
  files: Readonly<Record<string, string>>,
  contract: object,
  prepare: (folder: string) => Promise<void> = async () => {},
): Promise<Finding[]> {
  const { engine, source, folder } = await sourceOf(files, 'data.csv');
  await prepare(folder);
  const located = parseDataContract(JSON.stringify({ 'assay-data': 1, ...contract }), 'contract.yml');
  const open = (path: string) => openTable(engine, { path, root: folder });
  return (await validate(engine, source, located, { name: 'data', open })).findings;
}

/** The report on one column x of some values, under a rule. */
export function columnFindings(rule: object, ...values: readonly (string | number)[]) {
  const csv = `x,other\n${values.map((value) => `${value},a\n`).join('')}`;
  return findingsOf(csv, { columns: { x: rule }, 'extra-columns': 'allow' });
}

/** Parquet of a query, beside the other files. */
export async function writeParquet(
  folder: string,
  name: string,
  sql: string,
  codec = 'snappy',
): Promise<void> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(`COPY (${sql}) TO '${join(folder, name)}' (FORMAT parquet, COMPRESSION ${codec})`);
  connection.closeSync();
}
