import type { DataContract } from '@assay/contract';
import type { AlphaScale, Ratings } from '@assay/stats';
import type { Reading } from '../column/reading.ts';
import { type Dialect, type Engine, toCount } from '../engine/index.ts';
import type { Table } from '../source/source.ts';
import { commonestTexts } from './broken-rows.ts';
import { columnsApart, mostLabels, tableTogether } from './labels-ratings.ts';
import { asText, numbersOf } from './labels-text.ts';

export type Annotations = NonNullable<NonNullable<DataContract['labels']>['annotations']>;

/** What annotators said, each of them once of each item. */
export interface Annotated {
  /** Everybody's labels of an item, in no place of their own: for statistics that do not ask who. */
  readonly together: Ratings;
  /** Codes by annotator, of those in `names`: all units, -1 where there is none. */
  readonly apart: readonly Int32Array[];
  readonly names: readonly string[];
  /** How many there are. */
  readonly annotators: number;
  readonly scale: AlphaScale;
  readonly flaws: Flaws;
}

/** How many annotations are of no use, and why. */
export interface Flaws {
  readonly rows: number;
  /** Without an item or without an annotator. */
  readonly nobodys: number;
  /** With a label that is not on the scale. */
  readonly offScale: number;
  /** The commonest such labels; empty where labels are hidden. */
  readonly strange: string;
  /** Of an item and annotator that an earlier one is of. */
  readonly repeats: number;
  /** Of which item and annotator the first of them is, in the order of their names; null: hidden. */
  readonly repeated: { readonly item: string | null; readonly annotator: string | null };
  /** Items and annotators with two different labels: none of them counts. */
  readonly torn: number;
}

/** What of annotations is not to be shown. */
export interface Hidden {
  readonly item: boolean;
  readonly annotator: boolean;
  readonly label: boolean;
}

/** Reads annotations; `undefined` where there are more than can be held at once. */
export async function readAnnotations(
  engine: Engine,
  other: Table,
  columns: readonly [item: Reading, annotator: Reading, label: Reading],
  { scale, order }: Annotations,
  hidden: Hidden,
): Promise<Annotated | undefined> {
  const [item, annotator, label] = columns.map(asText);
  const read = `SELECT ${item} AS item, ${annotator} AS annotator, ${label} AS label FROM ${other.raw}`;
  const placed = `SELECT *, ${placeOn(engine.dialect, scale, order ?? [])} AS place FROM (${read})`;
  const isKnown = 'item IS NOT NULL AND annotator IS NOT NULL';
  const each = `SELECT item, annotator, min(place) AS place, count(*) AS many, count(DISTINCT place) AS kinds FROM (${placed}) WHERE ${isKnown} AND place IS NOT NULL GROUP BY item, annotator`;
  const whole = `SELECT item, annotator, place FROM (${each}) WHERE kinds = 1`;
  const isOff = `${isKnown} AND label IS NOT NULL AND place IS NULL`;
  const [of = {}] = await engine.query(
    `SELECT count(*) AS rows, count(*) FILTER (WHERE NOT (${isKnown})) AS nobodys, count(*) FILTER (WHERE ${isOff}) AS off FROM (${placed})`,
  );
  const [twice = {}] = await engine.query(
    `SELECT coalesce(sum(many - 1), 0) AS repeats, count(*) FILTER (WHERE kinds > 1) AS torn FROM (${each})`,
  );
  const offScale = toCount(of['off']);
  const isNamed = offScale > 0 && !hidden.label;
  const off = `(SELECT label AS text FROM (${placed}) WHERE ${isOff})`;
  const [repeated = {}] = await engine.query(
    `SELECT item, annotator FROM (${each}) WHERE many > 1 ORDER BY item, annotator LIMIT 1`,
  );
  const shown = (name: 'item' | 'annotator') => (hidden[name] ? null : String(repeated[name]));
  const people = await engine.query(
    `SELECT annotator, count(*) AS n FROM (${whole}) GROUP BY annotator ORDER BY annotator`,
  );
  const places = await engine.query(`SELECT DISTINCT place FROM (${whole}) ORDER BY place`);
  const rank = (column: string) => `dense_rank() OVER (ORDER BY ${column}) - 1`;
  const code = order === undefined ? rank('place') : 'place - 1';
  const rows = await engine.columns(
    `SELECT CAST(${rank('item')} AS DOUBLE) AS unit, CAST(${rank('annotator')} AS DOUBLE) AS who, CAST(${code} AS DOUBLE) AS code FROM (${whole}) ORDER BY unit, who`,
  );
  const numbers = (name: string) => numbersOf(rows.columns[name]);
  const paired = mostLabels(people.map(({ n }) => toCount(n)));
  const given = {
    units: numbers('unit'),
    who: numbers('who'),
    codes: numbers('code'),
    categories: order?.length ?? places.length,
  };
  const [together, apart] = [tableTogether(given), columnsApart(given, paired)];
  if (together === undefined || apart === undefined) return undefined;
  return {
    together,
    apart,
    names: paired.map((who) => String(people[who]?.['annotator'])),
    annotators: people.length,
    scale: scale === 'interval' ? Float64Array.from(places, ({ place }) => Number(place)) : scale,
    flaws: {
      rows: toCount(of['rows']),
      nobodys: toCount(of['nobodys']),
      offScale,
      strange: isNamed ? await commonestTexts(engine, off) : '',
      repeats: toCount(twice['repeats']),
      repeated: { item: shown('item'), annotator: shown('annotator') },
      torn: toCount(twice['torn']),
    },
  };
}

/** SQL of where a label is on its scale; null: it is not on it. Equal labels have equal places. */
function placeOn(dialect: Dialect, scale: Annotations['scale'], order: readonly string[]): string {
  if (scale === 'nominal') return 'label';
  if (scale === 'ordinal') return dialect.placeIn(order, 'label');
  const number = 'TRY_CAST(label AS DOUBLE)';
  return `(CASE WHEN abs(${number}) < CAST('Infinity' AS DOUBLE) THEN ${number} END)`;
}
