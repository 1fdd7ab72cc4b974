import { digestPath, type Task, writtenWhole } from '@assay/contract';
import { type Engine, openTable, quoteName, quoteText } from '@assay/data';
import type { OneOrEach, PredictionColumns } from './columns.ts';
import { type Ids, idsOf, isAscending } from './ids.ts';
import { readPredictions } from './read.ts';
import { sampleOf, type TaskSample } from './sample.ts';

/** Above this, predictions are not kept with the record: a later run is then compared without pairing. */
const MAX_BYTES = 25_000_000;

/** Pages of the second version: a fifth smaller, and written in two thirds of the time. */
const FORMAT = 'FORMAT parquet, PARQUET_VERSION v2, COMPRESSION zstd, USE_TMP_FILE false';

/**
 * Writes the columns that pairing needs, and no others, in the order of ids, to a Parquet file under names of our own.
 *
 * @param ids where they were read: to sort what is sorted would take a third of the time
 */
export async function writeKept(
  engine: Engine,
  relation: string,
  columns: PredictionColumns,
  file: string,
  ids?: Ids,
): Promise<{ digest: string; stored: boolean }> {
  const kept = Object.entries(keptColumns(columns)).filter(
    ([name]) => name !== 'id' || columns.id !== undefined,
  );
  const picked = kept.map(([name, sql]) => `${sql} AS ${name}`);
  const isSorted = columns.id === undefined || (ids !== undefined && isAscending(ids));
  const order = isSorted ? '' : ` ORDER BY ${quoteName(columns.id ?? '')}`;
  return writtenWhole(file, async (temporary) => {
    await engine.query(
      `COPY (SELECT ${picked.join(', ')} FROM ${relation}${order}) TO ${quoteText(temporary)} (${FORMAT})`,
    );
    await engine.giveBack();
    const { digest, bytes } = await digestPath(temporary);
    return { digest, stored: columns.id !== undefined && bytes <= MAX_BYTES };
  });
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
): Promise<{ ids: Ids; sample: TaskSample } | undefined> {
  const { relation, columns: written } = await openTable(engine, file);
  const kept = keptColumns(columns);
  if (!Object.keys(kept).every((name) => written.some((column) => column.name === name))) return undefined;
  const own = renamed(columns);
  const raw = await readPredictions(engine, relation, { task, columns: own, slices: [] });
  await engine.giveBack();
  return {
    ids: idsOf(raw.columns['id']),
    sample: sampleOf(task, raw, { ...own, attributes: columns.attributes ?? [] }),
  };
}

/** SQL of each column, by our name of it. */
function keptColumns(columns: PredictionColumns): Record<string, string> {
  const own = renamed(columns);
  const pairs = (['id', 'label', 'prediction', 'weight', 'score', 'query', 'scale'] as const).flatMap(
    (role) =>
      namesOf(own[role]).map((name, i) => [name, quoteName(namesOf(columns[role])[i] ?? '')] as const),
  );
  const groups = (own.attributes ?? []).map(
    (name, i) => [name, quoteName(columns.attributes?.[i] ?? '')] as const,
  );
  return Object.fromEntries([...pairs, ...groups, ...Object.entries(columns.numbers ?? {})]);
}

/** The same roles, each under our name of its column; clusters are not kept. */
function renamed(columns: PredictionColumns): PredictionColumns & { id: string } {
  const one = (role: 'weight' | 'query' | 'scale') => (columns[role] === undefined ? undefined : role);
  const any = (role: 'label' | 'score' | 'prediction') => {
    const given = columns[role];
    if (typeof given !== 'object') return given === undefined ? undefined : role;
    return Object.fromEntries(Object.keys(given).map((name) => [name, columnOf(role, name)]));
  };
  return {
    id: 'id',
    label: any('label') ?? 'label',
    score: any('score'),
    prediction: any('prediction'),
    weight: one('weight'),
    query: one('query'),
    scale: one('scale'),
    numbers: Object.fromEntries(Object.keys(columns.numbers ?? {}).map((name) => [name, quoteName(name)])),
    attributes: (columns.attributes ?? []).map((name) => columnOf('group', name)),
  };
}

function namesOf(columns: OneOrEach | undefined): string[] {
  if (columns === undefined) return [];
  return typeof columns === 'string' ? [columns] : Object.values(columns);
}

/** Named by its class, because a later run may list classes in another order; in hexadecimal, because SQL ignores case. */
function columnOf(role: string, name: string): string {
  return `${role}_${Buffer.from(name).toString('hex')}`;
}
