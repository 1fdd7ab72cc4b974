import { readFile } from 'node:fs/promises';
import { digestBytes, type Task } from '@assay/contract';
import { type Engine, openSource, quoteName, quoteText } from '@assay/data';
import type { PredictionColumns } from './columns.ts';
import { textsOf } from './labels.ts';
import { readPredictions } from './read.ts';
import { sampleOf, type TaskSample } from './sample.ts';

/** Above this, predictions are not kept with the record: a later run is then compared without pairing. */
const MAX_BYTES = 25_000_000;

/** Writes the columns that pairing needs, and no others, to a Parquet file under names of our own. */
export async function writeKept(
  engine: Engine,
  relation: string,
  columns: PredictionColumns,
  file: string,
): Promise<{ digest: string; stored: boolean }> {
  const picked = Object.entries(keptColumns(columns)).map(
    ([name, source]) => `${quoteName(source)} AS ${name}`,
  );
  const order = columns.id === undefined ? '' : ` ORDER BY ${quoteName(columns.id)}`;
  await engine.query(
    `COPY (SELECT ${picked.join(', ')} FROM ${relation}${order}) TO ${quoteText(file)} (FORMAT parquet, COMPRESSION zstd)`,
  );
  const bytes = await readFile(file);
  return { digest: digestBytes(bytes), stored: columns.id !== undefined && bytes.length <= MAX_BYTES };
}

/**
 * Reads what {@link writeKept} wrote, to be paired with this run's predictions of the same columns; `undefined` when it
 * was written without one of them.
 */
export async function readKept(
  engine: Engine,
  file: { path: string; root: string },
  task: Task,
  columns: PredictionColumns,
): Promise<{ ids: string[]; sample: TaskSample } | undefined> {
  const { relation, columns: written } = await openSource(engine, file);
  const kept = keptColumns(columns);
  if (!Object.keys(kept).every((name) => written.some((column) => column.name === name))) return undefined;
  const named = (key: string) => (kept[key] === undefined ? undefined : key);
  const score =
    typeof columns.score === 'object'
      ? Object.fromEntries(Object.keys(columns.score).map((name) => [name, scoreColumn(name)]))
      : named('score');
  const raw = await readPredictions(engine, relation, {
    task,
    columns: { id: 'id', label: 'label', score, prediction: named('prediction'), weight: named('weight') },
    slices: [],
  });
  return { ids: textsOf(raw.columns['id'], 'id'), sample: sampleOf(task, raw) };
}

function keptColumns({ id, label, score, prediction, weight }: PredictionColumns): Record<string, string> {
  const scores =
    typeof score === 'object'
      ? Object.entries(score).map(([name, column]) => [scoreColumn(name), column])
      : [['score', score]];
  const others = Object.entries({ id, label, prediction, weight });
  return Object.fromEntries([...others, ...scores].filter(([, column]) => column !== undefined));
}

/** Named by its class, because a later run may list classes in another order; in hexadecimal, because SQL ignores case. */
function scoreColumn(className: string): string {
  return `score_${Buffer.from(className).toString('hex')}`;
}
