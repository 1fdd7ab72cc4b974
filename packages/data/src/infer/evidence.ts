import { countRepeats } from '../checks/repeated-rows.ts';
import { type Reading, readingOf } from '../column/reading.ts';
import { inStacks } from '../column/stack.ts';
import { inLanes } from '../engine/in-lanes.ts';
import { type Engine, toCount } from '../engine/index.ts';
import { type Summary, summarise } from '../profile/summary.ts';
import type { Table } from '../source/source.ts';
import { keptOrders, type Order } from './kept-order.ts';
import { type PairKey, pairKeysOf } from './pair-keys.ts';
import { type Pair, pairsOf } from './pairs.ts';
import { type Spread, spreadsOf } from './spread.ts';
import { type Tally, type TextForms, talliesOf, textTallies, valuesOf } from './tally.ts';

/** What the data says about a column. */
export interface Evidence {
  readonly reading: Reading;
  readonly summary: Summary;
  /** Rows with a value. */
  readonly present: number;
  readonly tally: Tally;
  /** Of a text column of few values: each value and its rows, commonest first. */
  readonly values: readonly { readonly value: string; readonly rows: number }[];
  /** Of texts. */
  readonly forms: TextForms | null;
  /** Of numbers, where there are some. */
  readonly spread: Spread | null;
  readonly order: Order | null;
  /** Of moments: whether each is written with its zone. */
  readonly zoned: boolean;
}

export interface DataEvidence {
  readonly rows: number;
  readonly copies: number;
  readonly columns: readonly Evidence[];
  readonly pairs: readonly Pair[];
  readonly keys: readonly PairKey[];
}

/** More values than this are no list that a person would keep. */
export const MOST_VALUES = 50;

type Looked = Pick<Evidence, 'tally' | 'values' | 'forms' | 'spread' | 'zoned'>;

/** Of a column without a value. */
const NOTHING: Looked = {
  tally: { distinct: 0, once: 0, twice: 0, often: 0, least: 0, alike: 0 },
  values: [],
  forms: null,
  spread: null,
  zoned: false,
};

/** Looks at all rows, once per kind of question. */
export async function gather(engine: Engine, source: Table): Promise<DataEvidence> {
  const readings = source.columns.map((_, index) => readingOf(source, index));
  const { rows, columns: summaries } = await summarise(engine, source, readings);
  const whole = { parts: source.columns.map((_, index) => `c${index}`), skipNulls: false };
  const [copies = 0] = await countRepeats(engine, source.raw, [whole]);
  const orders = await keptOrders(engine, source, readings, rows);
  const presents = new Map(
    summaries.map(({ missing, misfits }, index) => [index, rows - missing - misfits] as const),
  );
  const able = readings.filter(({ index, type }) => presents.get(index) !== 0 && type !== 'other');
  const looked = new Map<number, Partial<Looked>>();
  await inLanes(
    inStacks(able, rows).map((some) => async () => {
      for (const [index, found] of await lookAt(engine, source, some, presents)) looked.set(index, found);
    }),
  );
  const columns = summaries.flatMap((summary, index): Evidence[] => {
    const reading = readings[index];
    if (reading === undefined) return [];
    const [present = 0, order = null] = [presents.get(index), orders.get(reading)];
    return [{ reading, summary, present, order, ...NOTHING, ...looked.get(index) }];
  });
  const pairs = await pairsOf(engine, source, columns);
  const keys = await pairKeysOf(engine, source, { rows, copies, columns });
  return { rows, copies, columns, pairs, keys };
}

/** Looks at columns of one type, each with a value. */
async function lookAt(
  engine: Engine,
  source: Table,
  readings: readonly Reading[],
  presents: ReadonlyMap<number, number>,
): Promise<Map<number, Partial<Looked>>> {
  const [{ type } = { type: undefined }] = readings;
  if (type === 'string') {
    const found = await textTallies(engine, source, readings);
    const few = readings.filter(({ index }) => (found.get(index)?.tally.distinct ?? 0) <= MOST_VALUES);
    const values = await valuesOf(engine, source, few);
    return new Map([...found].map(([index, of]) => [index, { ...of, values: values.get(index) ?? [] }]));
  }
  const tallies = await talliesOf(engine, source, readings);
  const isNumber = type === 'integer' || type === 'number';
  const spreads = isNumber ? await spreadsOf(engine, source, readings, presents) : new Map<number, null>();
  const looked = new Map<number, Partial<Looked>>();
  for (const reading of readings) {
    const { index } = reading;
    const zoned = type === 'timestamp' && (await isZoned(engine, source, reading, presents.get(index) ?? 0));
    const [tally = NOTHING.tally, spread = null] = [tallies.get(index), spreads.get(index)];
    looked.set(index, { tally, spread, zoned });
  }
  return looked;
}

async function isZoned(
  engine: Engine,
  source: Table,
  { index, engineType }: Reading,
  present: number,
): Promise<boolean> {
  if (source.written === 'typed') return engineType === 'TIMESTAMP WITH TIME ZONE';
  const [row = {}] = await engine.query(
    `SELECT count(*) AS n FROM ${source.raw} WHERE regexp_matches(c${index}, ':.*(Z|[-+][0-9]{2}(:?[0-9]{2})?)$')`,
  );
  return toCount(row['n']) === present;
}
