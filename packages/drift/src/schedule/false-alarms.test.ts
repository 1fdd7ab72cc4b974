import { seeded } from '@assay/stats';
import { expect, it } from 'vitest';
import { levelsFrom, type Simulation, simulate } from './testing/simulate.ts';

// docs/false-alarms.md has the whole table; these are streams of it that take seconds.

const run = (seed: number, of: Partial<Simulation> & Pick<Simulation, 'rows' | 'shift' | 'days'>) =>
  simulate({ columns: 300, referenceRows: 20_000, random: levelsFrom(seeded(seed)), ...of });

const flagged = (days: readonly (number | null)[]) => days.filter((day) => day !== null).length;

it('raises nothing in 300 columns that do not change, nor for a harmless change in many rows', () => {
  expect(flagged(run(1, { rows: 300, shift: 0, days: 60 }).flagged)).toBe(0);
  expect(flagged(run(2, { rows: 100_000, shift: 0.03, days: 10, columns: 10 }).flagged)).toBe(0);
});

it('holds the budget where every column has changed by exactly the margin', () => {
  // 2 Phi(0.12541 / 2) - 1 = 0.05. One column in one hundred monitors, each with a budget of 0.5 over 10 checks: at most
  // half may raise an alarm. The error of the reference is left to chance, too: it has no more rows than a batch.
  const settings = { patience: 10, falseAlarms: 0.5 };
  const alarms = Array.from({ length: 100 }, (_, seed) =>
    flagged(
      run(seed, { columns: 1, rows: 2000, referenceRows: 2000, shift: 0.12541, days: 10, settings }).flagged,
    ),
  );
  expect(alarms.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(50);
});

it('sees changes of 0.2, 0.3 and 0.5 standard deviations about as soon as it should', () => {
  const median = (days: readonly (number | null)[]) =>
    days.map((day) => day ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b)[Math.floor(days.length / 2)];
  const days = (rows: number, shift: number, within: number) =>
    median(
      run(3, { rows, shift, days: within, shifted: 30, columns: 60, referenceRows: 50_000 }).flagged.slice(
        0,
        30,
      ),
    );
  expect(days(1000, 0.2, 30)).toBeLessThanOrEqual(20);
  expect(days(1000, 0.3, 6)).toBeLessThanOrEqual(3);
  expect(days(300, 0.5, 6)).toBeLessThanOrEqual(3);
});
