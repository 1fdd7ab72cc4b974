import { join } from 'node:path';
import { type AssayYml, type DriftReport, UserError } from '@assay/contract';
import { type Engine, openSource, quoteText } from '@assay/data';
import type { Context } from './context.ts';
import { RETRAINING_FOLDER } from './open-retraining-pr-challenger.ts';

/** Rows that both models predict. */
export interface PredictedRows {
  data: 'old' | 'new';
  /** What they are called. */
  name: string;
  /** One file. */
  path: string;
}

/**
 * The rows on which champion and challenger are compared: of the monitor's reference, which is what the champion is known
 * to do well on, and of the batch that drifted. Several files become one.
 *
 * @returns a sentence for a side that cannot be had
 */
export async function findRows(
  context: Context,
  engine: Engine,
  { data, drift }: AssayYml,
  report: DriftReport,
  date: string,
): Promise<(PredictedRows | string)[]> {
  const monitor = report.monitor === null ? undefined : drift[report.monitor];
  if (monitor === undefined)
    return ['the drift report is of no monitor of this contract, which would say where its rows are'];
  const sets = Object.values(data);
  const set = monitor.data === undefined ? (sets.length === 1 ? sets[0] : undefined) : data[monitor.data];
  const current = [monitor.current].flat().map((file) => file.replaceAll(/\{\{\s*date\s*\}\}/g, date));
  const reference = [monitor.reference ?? set?.reference ?? set?.path ?? []].flat();
  const sides = [
    { data: 'old' as const, files: reference },
    { data: 'new' as const, files: current },
  ];
  const found: (PredictedRows | string)[] = [];
  for (const side of sides) found.push(await oneFile(context, engine, side));
  return found;
}

async function oneFile(
  context: Context,
  engine: Engine,
  { data, files }: { data: 'old' | 'new'; files: string[] },
): Promise<PredictedRows | string> {
  if (files.length === 0) return `nothing says where the ${data} rows are`;
  if (files.some((file) => file.endsWith('.json')))
    return `the ${data} rows are not kept: the reference is a stored profile`;
  try {
    const source = await openSource(engine, { path: files, root: context.root });
    const [only] = source.files;
    const name = files.join(', ');
    if (source.files.length === 1 && only !== undefined)
      return { data, name, path: join(context.root, only) };
    const parquet = /\.(parquet|pq)$/i.test(only ?? '');
    const path = join(context.root, RETRAINING_FOLDER, `${data}.${parquet ? 'parquet' : 'csv'}`);
    const options = parquet ? 'FORMAT parquet' : 'FORMAT csv, HEADER';
    await engine.query(`COPY (SELECT * FROM ${source.relation}) TO ${quoteText(path)} (${options})`);
    return { data, name, path };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return `the ${data} rows cannot be read: ${error.message}`;
  }
}
