import { arrayIn, type Room } from '../room.ts';
import { type Column, inherit, isColumn, notOfRows, rowsOf, type Samples, type Task } from '../sample.ts';
import { seeded } from './random.ts';

/** Up to this many rows a bootstrap of all rows is fast enough, and exact. */
const mostRowsForRowBootstrap = 20_000;

/** Fewest rows of the rarer class in a subset of a binary sample, on average: few rows make another distribution. */
const fewestOfRarerClass = 1000;

/** Fewest clusters of a subset: of m the width of an interval varies by 1 / √(2m) or more from one subset to the next. */
const fewestClusters = 1000;

/** More rows are not taken for the sake of clusters, where these are large. */
const mostRowsForClusters = 100_000;

/** Some rows of a sample, and the share of all rows (or clusters) that they are. */
export interface Subset {
  readonly rows: Int32Array;
  readonly share: number;
}

/** A random subset of rows, or of whole clusters, that is large enough to bootstrap; none where all rows are few enough. */
export function subsetOf<T extends Task>(
  task: T,
  sample: Samples[T],
  group: Int32Array | undefined,
  seed: number,
): Subset | undefined {
  const rows = rowsOf(sample);
  const { labels } = sample;
  const rare = task === 'binary' && labels instanceof Uint8Array ? rowsForRarerClass(labels) : 0;
  const wanted = Math.max(mostRowsForRowBootstrap, rare);
  if (rows <= wanted) return undefined;
  const random = seeded(seed);
  const clusters = group && rowsOfClusters(group);
  const units = Int32Array.from({ length: clusters?.length ?? rows }, (_, unit) => unit);
  const chosen: number[] = [];
  const lacks = () =>
    chosen.length < wanted ||
    (clusters !== undefined && taken < fewestClusters && chosen.length < mostRowsForClusters);
  let taken = 0;
  // Fisher and Yates, stopped when there are rows enough, and clusters.
  for (; taken < units.length && lacks(); taken++) {
    const other = taken + Math.floor(((random.next() >>> 0) / 2 ** 32) * (units.length - taken));
    const unit = units[other] as number;
    units[other] = units[taken] as number;
    for (const row of clusters?.[unit] ?? [unit]) chosen.push(row);
  }
  return { rows: Int32Array.from(chosen).sort(), share: taken / units.length };
}

/** The sample of these rows alone. @param room where they are written, over what was taken before; default, arrays of their own */
export function takeRows<T extends Task>(sample: Samples[T], rows: Int32Array, room?: Room): Samples[T] {
  const taken = Object.entries(sample).map(([name, value]: [string, object | undefined]) => [
    name,
    value === undefined || notOfRows.has(name) ? value : takeAll(value, rows, room && { room, name }),
  ]);
  return Object.fromEntries(taken) as Samples[T];
}

/** A column's place in a room. */
interface InRoom {
  readonly room: Room;
  readonly name: string;
}

function takeAll(value: object, rows: Int32Array, at: InRoom | undefined): object {
  if (isColumn(value)) return take(value, rows, at);
  const inside = (name: string | number) => at && { ...at, name: `${at.name} ${name}` };
  if (Array.isArray(value)) return value.map((column: Column, i) => take(column, rows, inside(i)));
  return Object.fromEntries(
    Object.entries(value).map(([name, column]: [string, Column]) => [name, take(column, rows, inside(name))]),
  );
}

/** The values of these rows in a column. */
export function take<C extends Column>(column: C, rows: Int32Array, at?: InRoom): C;
export function take(column: Column, rows: Int32Array, at?: InRoom): Column {
  // Each kind of numbers in a loop of its own, which is compiled for that alone.
  if (column instanceof Float64Array) {
    const values = takeFloats(column, rows, arrayIn(at?.room, at?.name ?? '', Float64Array, rows.length));
    inherit(column, values);
    return values;
  }
  if (column instanceof Int32Array)
    return takeIntegers(column, rows, arrayIn(at?.room, at?.name ?? '', Int32Array, rows.length));
  if (column instanceof Uint8Array)
    return takeBytes(column, rows, arrayIn(at?.room, at?.name ?? '', Uint8Array, rows.length));
  return Array.from(rows, (row) => column[row] as string);
}

function takeFloats(column: Float64Array, rows: Int32Array, values: Float64Array): Float64Array {
  for (let i = 0; i < values.length; i++) values[i] = column[rows[i] as number] as number;
  return values;
}

function takeIntegers(column: Int32Array, rows: Int32Array, values: Int32Array): Int32Array {
  for (let i = 0; i < values.length; i++) values[i] = column[rows[i] as number] as number;
  return values;
}

function takeBytes(column: Uint8Array, rows: Int32Array, values: Uint8Array): Uint8Array {
  for (let i = 0; i < values.length; i++) values[i] = column[rows[i] as number] as number;
  return values;
}

function rowsOfClusters(group: Int32Array): number[][] {
  const clusters = new Map<number, number[]>();
  group.forEach((code, row) => {
    const rows = clusters.get(code);
    if (rows) rows.push(row);
    else clusters.set(code, [row]);
  });
  return [...clusters.values()];
}

function rowsForRarerClass(labels: Uint8Array): number {
  let positives = 0;
  for (let row = 0; row < labels.length; row++) positives += labels[row] as number;
  const rarer = Math.min(positives, labels.length - positives);
  return Math.ceil((fewestOfRarerClass * labels.length) / Math.max(1, rarer));
}
