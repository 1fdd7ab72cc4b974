import type { HalvedCell } from '@assay/stats';
import type { Reading } from '../column/reading.ts';
import { type Row, toCount } from '../engine/index.ts';
import type { Checked } from './data-check.ts';

/** Values of a column that are told apart, the commonest; the others together. */
const VALUES = 1_000;
/** Ranges that the values of a number are cut into, with about as many rows in each. */
const RANGES = 1_000;
/** Of them so many are enough to learn means from, with at least so many rows each. */
const MERGED = 100;
const ROWS_EACH = 20;

/**
 * Neighbouring ranges as one, each with enough rows to learn from.
 *
 * @param rowsOf rows among the figures of a half
 */
export function together(
  cells: readonly HalvedCell[],
  rowsOf: (figures: readonly number[]) => number,
): HalvedCell[] {
  const rows = cells.map(({ halves: [a, b] }) => rowsOf(a) + rowsOf(b));
  const enough = Math.max(ROWS_EACH, rows.reduce((sum, n) => sum + n, 0) / MERGED);
  const merged: { halves: [number[], number[]] }[] = [];
  let held = Number.POSITIVE_INFINITY;
  for (const [i, { halves }] of cells.entries()) {
    const last = merged.at(-1);
    if (last === undefined || held >= enough) {
      merged.push({ halves: [[...halves[0]], [...halves[1]]] });
      held = 0;
    } else for (const half of [0, 1] as const) add(last.halves[half], halves[half]);
    held += rows[i] as number;
  }
  return merged;
}

function add(to: number[], more: readonly number[]): void {
  for (const [i, count] of more.entries()) to[i] = (to[i] ?? 0) + count;
}

/** Rows of the engine, of one cell and half each, as cells. */
export function halve(
  rows: readonly Row[],
  figures: number,
  fill: (counts: number[], row: Row) => void,
): HalvedCell[] {
  const cells = new Map<number, [number[], number[]]>();
  const none = () => new Array<number>(figures).fill(0);
  for (const row of rows) {
    const place = toCount(row['cell']);
    const halves = cells.get(place) ?? [none(), none()];
    cells.set(place, halves);
    fill(halves[toCount(row['half'])] as number[], row);
  }
  return [...cells.values()].map((halves) => ({ halves }));
}

/**
 * Figures by cell of a column, half, and class. A number's cells are ranges with as many rows in each; a text's its values, the
 * commonest, and the others together. Which half a row is in is the same in every run.
 *
 * @param place SQL of the class, over `label`
 * @param figures sums, as SQL over `label` with their names
 */
export function cellsOf(
  { engine, source }: Checked,
  column: Reading,
  label: Reading,
  place: string,
  figures: readonly string[],
): Promise<Row[]> {
  const halved = `SELECT *, ${engine.dialect.half(['v', 'label'])} AS half FROM (SELECT ${column.value} AS v, ${label.value} AS label FROM ${source.raw})`;
  const read = `SELECT v, label, half, ${place} AS class FROM (${halved}) WHERE label IS NOT NULL`;
  if (isNumeric(column)) {
    // Equal values are in one range, wherever their rows stand.
    const place = `CAST(floor(CAST((rank() OVER (PARTITION BY v IS NULL ORDER BY v) - 1) * ${RANGES} AS DOUBLE) / count(*) OVER (PARTITION BY v IS NULL)) AS INTEGER)`;
    const ranged = `SELECT *, CASE WHEN v IS NULL THEN -1 ELSE ${place} END AS cell FROM (${read})`;
    return engine.query(
      `SELECT cell, half, class, ${figures.join(', ')} FROM (${ranged}) GROUP BY cell, half, class ORDER BY cell, half, class`,
    );
  }
  const names = figures.map((figure) => figure.slice(figure.lastIndexOf(' ') + 1));
  const valued = `SELECT v, half, class, count(*) AS many, ${figures.join(', ')} FROM (${read}) GROUP BY v, half, class`;
  const summed = `SELECT *, sum(many) OVER (PARTITION BY v) AS together FROM (${valued})`;
  const ranked = `SELECT *, least(${VALUES}, dense_rank() OVER (ORDER BY together DESC, v) - 1) AS cell FROM (${summed})`;
  return engine.query(
    `SELECT cell, half, class, ${names.map((name) => `sum(${name}) AS ${name}`).join(', ')} FROM (${ranked}) GROUP BY cell, half, class ORDER BY cell, half, class`,
  );
}

export function isNumeric({ type }: Reading): boolean {
  return ['integer', 'number', 'date', 'timestamp'].includes(type);
}
