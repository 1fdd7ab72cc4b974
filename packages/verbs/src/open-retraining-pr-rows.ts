import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { type AssayYml, UserError } from '@assay/contract';
import { type Engine, openTable, quoteText } from '@assay/data';
import { addedRows, type PlannedFile } from '@assay/retraining';
import type { Context } from './context.ts';
import { RETRAINING_FOLDER } from './open-retraining-pr-challenger.ts';
import type { RetrainingAsk } from './open-retraining-pr-request.ts';

/** Rows that both models predict. */
export interface PredictedRows {
  data: 'old' | 'new';
  /** What they are called. */
  name: string;
  /** One file. */
  path: string;
}

/**
 * The rows on which champion and challenger are compared. Old: those of the monitor's reference, as it is before the
 * retraining, which is what the champion is known to do well on. New: all that the retraining adds to a file, of the first
 * one where it adds to several; where it adds none, the batch that drifted. Several files become one.
 *
 * @param planned files that the retraining has changed in the work tree
 * @returns a sentence for a side that cannot be had
 */
export async function findRows(
  context: Context,
  engine: Engine,
  { data, drift }: AssayYml,
  { report, date }: Pick<RetrainingAsk, 'report' | 'date'>,
  planned: readonly PlannedFile[],
): Promise<(PredictedRows | string)[]> {
  const monitor = report.monitor === null ? undefined : drift[report.monitor];
  if (monitor === undefined)
    return ['the drift report is of no monitor of this contract, which would say where its rows are'];
  const sets = Object.values(data);
  const set = monitor.data === undefined ? (sets.length === 1 ? sets[0] : undefined) : data[monitor.data];
  const reference = [monitor.reference ?? set?.reference ?? set?.path ?? []].flat();
  const named = monitor.current;
  const paths = typeof named === 'object' && 'table' in named ? [named.table] : [named].flat();
  const current = paths.map((file) => file.replaceAll(/\{\{\s*date\s*\}\}/g, date));
  return [
    await oneFile(context, engine, 'old', reference, planned),
    (await added(context, planned)) ?? (await oneFile(context, engine, 'new', current, [])),
  ];
}

/** What the retraining adds, as a file. */
async function added(context: Context, planned: readonly PlannedFile[]): Promise<PredictedRows | undefined> {
  for (const file of planned) {
    const rows = addedRows(file);
    if (rows === null) continue;
    const path = `${RETRAINING_FOLDER}/new${extname(file.path)}`;
    await write(context, path, rows);
    return { data: 'new', name: file.sources.join(', '), path: join(context.root, path) };
  }
  return undefined;
}

/** @param planned of these the bytes from before are taken */
async function oneFile(
  context: Context,
  engine: Engine,
  data: 'old' | 'new',
  named: readonly string[],
  planned: readonly PlannedFile[],
): Promise<PredictedRows | string> {
  if (named.length === 0) return `nothing says where the ${data} rows are`;
  if (named.some((file) => file.endsWith('.json')))
    return `the ${data} rows are not kept: the reference is a stored profile`;
  try {
    const { root } = context;
    const name = named.join(', ');
    const { files } = await openTable(engine, { path: named, root });
    const path = await Promise.all(files.map((file) => asBefore(context, file, planned)));
    const [only] = path;
    if (path.length === 1 && only !== undefined) return { data, name, path: join(root, only) };
    const { relation } = await openTable(engine, { path, root });
    const isParquet = /\.(parquet|pq)$/i.test(only ?? '');
    const whole = join(root, RETRAINING_FOLDER, `${data}.${isParquet ? 'parquet' : 'csv'}`);
    const options = isParquet ? 'FORMAT parquet' : 'FORMAT csv, HEADER';
    await engine.query(`COPY (SELECT * FROM ${relation}) TO ${quoteText(whole)} (${options})`);
    return { data, name, path: whole };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return `the ${data} rows cannot be read: ${error.message}`;
  }
}

/** The path of a file as it was before the retraining changed it. */
async function asBefore(context: Context, file: string, planned: readonly PlannedFile[]): Promise<string> {
  const change = planned.find(({ path }) => path === file);
  if (change === undefined || change.bytes.equals(change.before)) return file;
  const copy = `${RETRAINING_FOLDER}/before/${file}`;
  await write(context, copy, change.before);
  return copy;
}

async function write({ root }: Context, path: string, bytes: Buffer): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), bytes);
}
