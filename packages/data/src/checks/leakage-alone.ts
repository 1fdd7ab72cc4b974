import { areaAlone, areaInOrder, determinationAlone, type HalvedCell } from '@assay/stats';
import { type Reading, valueType } from '../column/reading.ts';
import { toCount } from '../engine/index.ts';
import { finite } from '../profile/finite.ts';
import type { Checked } from './data-check.ts';
import { beyondBounds } from './figure-bounds.ts';
import { type Found, notMade, saidOf } from './found.ts';
import { cellsOf, halve, isNumeric, together } from './leakage-cells.ts';
import type { Leakage } from './leakage-rows.ts';
import { plainNumber } from './words.ts';

/** A label of more classes is a number, if it is one; else only its commonest classes are looked at. */
const CLASSES = 20;

/**
 * Columns that tell the label by themselves: as good as the label, and hardly known when a prediction is asked for. How well is
 * areaAlone of @assay/stats, of the class that it tells best; of a number, determinationAlone.
 */
export async function labelAlone(checked: Checked, asked: Leakage): Promise<Found[]> {
  const { readings, rows } = checked;
  const name = asked.label ?? '';
  const most = asked['at-most-alone'];
  const base = {
    check: 'leakage alone',
    ...saidOf(asked),
    fix: 'find out when this column is known: if only with the label, leave it out of the features; else name it under `ignore`',
    place: ['leakage', 'label'],
  };
  const label = readings.get(name);
  const expected = `no column that tells ${name} by itself, an area under the ROC curve of at most ${plainNumber(most)}`;
  if (label === undefined)
    return [notMade({ ...base, column: name, expected }, `no column ${JSON.stringify(name)}`, rows)];
  const found = await checked.engine.query(
    `SELECT ${textOf(label)} AS label FROM (SELECT ${label.value} AS label FROM ${checked.source.raw}) WHERE label IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ${CLASSES + 1}`,
  );
  const classes = found.map((row) => String(row['label']));
  const isNumber = isNumeric(label) && classes.length > CLASSES;
  const left = new Set([
    name,
    ...(asked.ignore ?? []),
    ...(asked.key === undefined ? [] : [asked.key].flat()),
  ]);
  const findings: Found[] = [];
  for (const [column, reading] of readings) {
    if (left.has(column)) continue;
    const told = isNumber
      ? determinationAlone(await moments(checked, reading, label))
      : { value: await bestArea(checked, reading, label, classes) };
    if (told.value === null || told.value <= most) continue;
    findings.push({
      ...{ ...base, column, rows, of: rows, fraction: 1, examples: [] },
      expected: isNumber
        ? `no column that tells ${name} by itself, an R² of at most ${plainNumber(most)}`
        : expected,
      observed: `${isNumber ? 'R²' : 'area'} ${beyondBounds(told.value, { max: most }, told.value.toFixed(4))}`,
    });
  }
  return findings;
}

async function bestArea(
  checked: Checked,
  column: Reading,
  label: Reading,
  classes: readonly string[],
): Promise<number | null> {
  const known = classes.slice(0, CLASSES);
  const place = `coalesce(${checked.engine.dialect.placeIn(known, textOf(label))}, ${known.length + 1}) - 1`;
  const rows = await cellsOf(checked, column, label, place, ['count(*) AS n']);
  const halved = halve(rows, classes.length, (counts, row) => {
    counts[toCount(row['class'])] = toCount(row['n']);
  });
  const merged = isNumeric(column)
    ? together(halved, (counts) => counts.reduce((sum, count) => sum + count, 0))
    : halved;
  const areas = classes.flatMap((_, target) => [
    areaAlone(merged, target).value,
    ...(isNumeric(column) ? [areaInOrder(halved, target).value] : []),
  ]);
  return areas.reduce((best, area) => (area !== null && area > (best ?? 0) ? area : best), null);
}

function textOf(label: Reading): string {
  return label.dialect.text('label', valueType(label));
}

async function moments(checked: Checked, column: Reading, label: Reading): Promise<HalvedCell[]> {
  const value = finite('label');
  const figures = [`count(${value}) AS n`, `sum(${value}) AS s`, `sum(${value} * ${value}) AS q`];
  const cells = halve(await cellsOf(checked, column, label, '0', figures), 3, (counts, row) => {
    for (const [i, name] of ['n', 's', 'q'].entries()) counts[i] = toCount(row[name]);
  });
  return isNumeric(column) ? together(cells, ([count = 0]) => count) : cells;
}
