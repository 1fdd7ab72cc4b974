import { countRepeats } from '../checks/repeated-rows.ts';
import { type Reading, readingOf } from '../column/reading.ts';
import { inLanes } from '../engine/in-lanes.ts';
import { type Engine, toCount } from '../engine/index.ts';
import { type Summary, summarise } from '../profile/summary.ts';
import type { Source } from '../source/source.ts';
import { keptOrders, type Order } from './kept-order.ts';
import { type PairKey, pairKeysOf } from './pair-keys.ts';
import { type Pair, pairsOf } from './pairs.ts';
import { type Spread, spreadOf } from './spread.ts';
import { type Tally, type TextForms, tallyOf, textTally, valuesOf } from './tally.ts';

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

const NOTHING: Tally = { distinct: 0, once: 0, twice: 0, often: 0, least: 0, alike: 0 };

/** Looks at all rows, once per column and kind of question. */
export async function gather(engine: Engine, source: Source): Promise<DataEvidence> {
  const readings = source.columns.map((_, index) => readingOf(source, index));
  const { rows, columns: summaries } = await summarise(engine, source, readings);
  const whole = { parts: source.columns.map((_, index) => `c${index}`), skipNulls: false };
  const [copies = 0] = await countRepeats(engine, source.raw, [whole]);
  const orders = await keptOrders(engine, source, readings);
  const looks = summaries.map((summary, index) => async (): Promise<Evidence> => {
    const reading = readings[index] ?? readingOf(source, index);
    const order = orders.get(reading) ?? null;
    const present = rows - summary.missing - summary.misfits;
    return { reading, summary, present, order, ...(await lookAt(engine, source, reading, present)) };
  });
  const columns = await inLanes(looks);
  const pairs = await pairsOf(engine, source, columns);
  const keys = await pairKeysOf(engine, source, { rows, copies, columns });
  return { rows, copies, columns, pairs, keys };
}

type Looked = Pick<Evidence, 'tally' | 'values' | 'forms' | 'spread' | 'zoned'>;

async function lookAt(engine: Engine, source: Source, reading: Reading, present: number): Promise<Looked> {
  const nothing: Looked = { tally: NOTHING, values: [], forms: null, spread: null, zoned: false };
  if (present === 0 || reading.type === 'other') return nothing;
  if (reading.type === 'string') {
    const { tally, forms } = await textTally(engine, source, reading);
    const values = tally.distinct <= MOST_VALUES ? await valuesOf(engine, source, reading) : [];
    return { ...nothing, tally, forms, values };
  }
  const isNumber = reading.type === 'integer' || reading.type === 'number';
  return {
    ...nothing,
    tally: await tallyOf(engine, source, reading),
    spread: isNumber ? await spreadOf(engine, source, reading, present) : null,
    zoned: reading.type === 'timestamp' && (await isZoned(engine, source, reading, present)),
  };
}

async function isZoned(
  engine: Engine,
  source: Source,
  { index, engineType }: Reading,
  present: number,
): Promise<boolean> {
  if (source.written === 'typed') return engineType === 'TIMESTAMP WITH TIME ZONE';
  const [row = {}] = await engine.query(
    `SELECT count(*) AS n FROM ${source.raw} WHERE regexp_matches(c${index}, ':.*(Z|[-+][0-9]{2}(:?[0-9]{2})?)$')`,
  );
  return toCount(row['n']) === present;
}
