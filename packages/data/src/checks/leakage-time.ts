import type { Reading } from '../column/reading.ts';
import { tell } from './broken-rows.ts';
import type { Checked } from './data-check.ts';
import { type Found, notMade, saidOf } from './found.ts';
import type { Leakage } from './leakage-rows.ts';
import { written } from './parity-columns.ts';
import { rowsOfAll } from './words.ts';

/** Dates and times that are later than the moment when the label came to be known: the model will not have them. */
export async function laterThanLabel(checked: Checked, asked: Leakage): Promise<Found[]> {
  const { readings, hides, engine, source, rows } = checked;
  const name = asked['label-time'] ?? '';
  const base = {
    check: 'leakage time',
    ...saidOf(asked),
    expected: `nothing later than the label, which is known at ${name}`,
    fix: 'leave this column out of the features, or take its value as it was before the label was known',
    place: ['leakage', 'label-time'],
  };
  const known = readings.get(name);
  if (known === undefined || !isTime(known)) {
    const observed = known === undefined ? `no column ${JSON.stringify(name)}` : `${name} is no date or time`;
    return [notMade({ ...base, column: name }, observed, rows)];
  }
  const left = new Set([name, ...(asked.ignore ?? [])]);
  const findings: Found[] = [];
  for (const [column, reading] of readings) {
    if (left.has(column) || !isTime(reading)) continue;
    const [later, when] = [`v${reading.index}`, `v${known.index}`];
    const shown = hides(column) || hides(name);
    const broken = {
      engine,
      raw: source.raw,
      columns: [reading, known],
      where: () => `${later} > ${when}`,
      shown: shown
        ? null
        : {
            columns: [reading, known],
            text: `${written(reading, `c${reading.index}`)} || ' after ' || ${written(known, `c${known.index}`)}`,
          },
    };
    const { rows: n, examples } = await tell(broken);
    if (n === 0) continue;
    findings.push({
      ...base,
      column,
      observed: `${rowsOfAll(n, rows)} later`,
      rows: n,
      of: rows,
      fraction: n / rows,
      examples,
    });
  }
  return findings;
}

function isTime({ type }: Reading): boolean {
  return type === 'date' || type === 'timestamp';
}
