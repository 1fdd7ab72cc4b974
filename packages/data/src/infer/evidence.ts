import { countRepeats, type Key } from '../checks/repeated-rows.ts';
import { type Reading, readingOf } from '../column/reading.ts';
import { type Engine, toCount } from '../engine/index.ts';
import { type Summary, summarise } from '../profile/summary.ts';
import type { Source } from '../source/source.ts';

/** What the data says about a column. */
export interface Evidence {
  readonly reading: Reading;
  readonly summary: Summary;
  /** Of a text column of few values: each value and its rows, commonest first. */
  readonly values: readonly { value: string; rows: number }[];
  /** Of a column that is named like an id: whether no value comes twice. */
  readonly unique: boolean;
}

export interface DataEvidence {
  readonly rows: number;
  readonly copies: number;
  readonly columns: readonly Evidence[];
}

/** More values than this are no list that a person would keep. */
const MOST_VALUES = 30;
const ID_NAME = /(^|[^a-z])(id|uuid|guid|key)$|[a-z](Id|ID|Uuid|UUID|Key)$/;

/** Looks at all rows, once per kind of question. */
export async function gather(engine: Engine, source: Source): Promise<DataEvidence> {
  const readings = source.columns.map((_, index) => readingOf(source, index));
  const { rows, columns: summaries } = await summarise(engine, source, readings);
  const ids = readings.filter(
    ({ column, type }) =>
      (type === 'integer' || type === 'string') &&
      ID_NAME.test(column.toLowerCase() === column ? column : lowerStart(column)),
  );
  const keys: Key[] = [
    { parts: source.columns.map((_, index) => `c${index}`), skipNulls: false },
    ...ids.map(({ value }) => ({ parts: [value], skipNulls: true })),
  ];
  const [copies = 0, ...repeats] = await countRepeats(engine, source.raw, keys);
  const unique = new Set(ids.filter((_, i) => repeats[i] === 0));
  const columns: Evidence[] = [];
  for (const [index, reading] of readings.entries()) {
    const summary = summaries[index];
    if (summary === undefined) continue;
    const few = reading.type === 'string' && summary.distinct !== null && summary.distinct <= MOST_VALUES;
    const values = few ? await valuesOf(engine, source, reading) : [];
    columns.push({ reading, summary, values, unique: unique.has(reading) });
  }
  return { rows, copies, columns };
}

/** `ID` and `Trip_ID` are ids as `id` is; the case within a name stays, for `tripId`. */
function lowerStart(name: string): string {
  return name.toUpperCase() === name || name.includes('_')
    ? name.toLowerCase()
    : name.charAt(0).toLowerCase() + name.slice(1);
}

async function valuesOf(engine: Engine, source: Source, { value }: Reading): Promise<Evidence['values']> {
  const rows = await engine.query(
    `SELECT v, count(*) AS n FROM (SELECT ${value} AS v FROM ${source.raw}) WHERE v IS NOT NULL GROUP BY v ORDER BY n DESC, v`,
  );
  return rows.map((row) => ({ value: String(row['v']), rows: toCount(row['n']) }));
}
