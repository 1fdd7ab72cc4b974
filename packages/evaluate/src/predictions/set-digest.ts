import { digestValue, type Task } from '@assay/contract';
import type { Engine } from '@assay/data';
import { quoteName } from '@assay/data';
import { type PartThreads, workOnParts } from '../parts/part-threads.ts';
import { labelText } from './class-text.ts';
import type { OneOrEach, PredictionColumns } from './columns.ts';
import type { Ids } from './ids.ts';
import type { TaskSample } from './sample.ts';

interface Loaded {
  whole: TaskSample;
  ids: Ids | undefined;
  threads?: PartThreads | undefined;
}

/**
 * Digest of the evaluation set: its rows' (id, label, weight) as a multiset, whatever their order, format and further
 * columns. Each row gives 64 bits of the MD5 of its canonical text; the digest is of their sum and count, which any
 * engine can compute exactly. Without ids the row's place stands for its id, so that their order counts.
 *
 * A row without a weight column weighs 1.
 *
 * @param loaded the same rows, where they were read: of most, it is then computed without the engine, and in a thread where
 *   there are any
 */
export async function setDigest(
  engine: Engine,
  relation: string,
  task: Task,
  columns: PredictionColumns,
  loaded?: Loaded,
): Promise<string> {
  const ours = loaded && (await sumOfLoaded(loaded, columns));
  const { rows, sum } = ours ?? (await sumInEngine(engine, relation, task, columns));
  return digestValue({ rows, sum, task });
}

async function sumInEngine(
  engine: Engine,
  relation: string,
  task: Task,
  { id, label, weight, query }: PredictionColumns,
): Promise<{ rows: string; sum: string }> {
  const labelled = textOfLabels(label, task, query);
  const parts = [
    weight === undefined ? "'1.0'" : `CAST(TRY_CAST(${quoteName(weight)} AS DOUBLE) AS VARCHAR)`,
    // With its length before it, no label can pass for the end of another and the start of an id.
    `length(${labelled})`,
    labelled,
    id === undefined ? 'row_number() OVER ()' : `CAST(${quoteName(id)} AS VARCHAR)`,
  ];
  const [row] = await engine.query(
    `SELECT CAST(SUM(bits) AS VARCHAR) AS total, COUNT(*) AS n
     FROM (SELECT md5_number_lower(concat_ws(' ', ${parts.join(', ')})) AS bits FROM ${relation})`,
  );
  return { rows: String(row?.['n']), sum: String(row?.['total']) };
}

/** `undefined`: a row's text is not a class and a whole number. */
async function sumOfLoaded(
  { whole, ids, threads }: Loaded,
  { weight, query }: PredictionColumns,
): Promise<{ rows: string; sum: string } | undefined> {
  if (whole.task !== 'binary' && whole.task !== 'multiclass') return undefined;
  if (weight !== undefined || query !== undefined) return undefined;
  if (ids !== undefined && !(ids instanceof Float64Array)) return undefined;
  const classes = whole.task === 'binary' ? ['0', '1'] : whole.sample.classes;
  const starts = classes.map((name) => `1.0 ${name.length} ${name} `);
  const part = { slice: null, whole: onlyLabels(whole), group: undefined, rows: null };
  const [sum] = await workOnParts(threads, 'hashes', [{ part, starts, ids }]);
  return sum === undefined ? undefined : { rows: String(whole.sample.labels.length), sum: String(sum) };
}

/** Of the other columns a thread would be sent a copy, where they are not in shared memory. */
function onlyLabels(whole: Extract<TaskSample, { task: 'binary' | 'multiclass' }>): TaskSample {
  if (whole.task === 'binary') return { task: 'binary', sample: { labels: whole.sample.labels } };
  const { labels, classes } = whole.sample;
  return { task: 'multiclass', sample: { labels, classes } };
}

/** One label; or those of all classes in the order of their names, and the query, each with its length before it. */
function textOfLabels(label: OneOrEach, task: Task, query: string | undefined): string {
  if (typeof label === 'string' && query === undefined) return labelText(quoteName(label), task);
  const columns =
    typeof label === 'string'
      ? [label]
      : Object.keys(label)
          .sort()
          .map((name) => label[name] ?? '');
  const texts = columns.map((column) => labelText(quoteName(column), task));
  if (query !== undefined) texts.push(`CAST(${quoteName(query)} AS VARCHAR)`);
  return `concat_ws(' ', ${texts.map((text) => `length(${text}), ${text}`).join(', ')})`;
}
