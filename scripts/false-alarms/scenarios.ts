import { levelsFrom, type Simulated, simulate } from '../../packages/drift/src/schedule/testing/simulate.ts';
import { seeded } from '../../packages/stats/src/bootstrap/random.ts';
import { DailyRules } from './daily-rules.ts';

export const COLUMNS = 300;
export const REFERENCE_ROWS = 50_000;

export interface Scenario {
  readonly name: string;
  readonly rows: number;
  readonly shift: number;
  readonly days: number;
  /** Columns that are moved; all by default. */
  readonly shifted?: number;
  /** Columns that the daily rules judge: they need every value of them. */
  readonly judged: number;
}

/** What the monitor and the daily rules made of the same rows. */
export interface Outcome {
  readonly scenario: Scenario;
  readonly monitor: Simulated;
  readonly rules: DailyRules;
}

/** A shift whose largest difference of distribution functions is the margin: 2 Phi(shift / 2) - 1 = 0.05. */
const AT_THE_MARGIN = 0.12541;

/** Nothing has changed that anyone would want to know of. */
export const HARMLESS: readonly Scenario[] = [
  { name: 'no change', rows: 100, shift: 0, days: 365, judged: 60 },
  { name: 'no change', rows: 1000, shift: 0, days: 365, judged: 300 },
  { name: '0.03 σ', rows: 1000, shift: 0.03, days: 365, judged: 60 },
  { name: '0.03 σ', rows: 100_000, shift: 0.03, days: 60, judged: 10 },
  { name: '0.125 σ, the margin itself', rows: 1000, shift: AT_THE_MARGIN, days: 365, judged: 60 },
  { name: '0.125 σ, the margin itself', rows: 10_000, shift: AT_THE_MARGIN, days: 60, judged: 30 },
];

/** Days that are enough for the monitor to see the change. */
const DETECTION: readonly [rows: number, shift: number, days: number][] = [
  [300, 0.2, 150],
  [300, 0.3, 30],
  [300, 0.5, 10],
  [1000, 0.2, 60],
  [1000, 0.3, 15],
  [1000, 0.5, 5],
  [10_000, 0.2, 10],
  [10_000, 0.3, 5],
  [10_000, 0.5, 3],
];

/** Changes that someone would: in 30 of the columns. */
export const HARMFUL: readonly Scenario[] = DETECTION.map(([rows, shift, days]) => ({
  name: `${shift} σ`,
  rows,
  shift,
  days,
  shifted: 30,
  judged: 30,
}));

export function run(scenario: Scenario, seed: number): Outcome {
  const rules = new DailyRules({ columns: scenario.judged, rows: scenario.rows, shift: scenario.shift });
  const monitor = simulate({
    ...scenario,
    columns: COLUMNS,
    referenceRows: REFERENCE_ROWS,
    random: levelsFrom(seeded(seed)),
    witness: rules.see,
  });
  return { scenario, monitor, rules };
}
