/** Measures what docs/false-alarms.md says, and writes it. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seeded } from '../../packages/stats/src/bootstrap/random.ts';
import { watchCategories } from './categories.ts';
import { falseAlarmsPage } from './document.ts';
import { watchMetrics } from './metrics.ts';
import { HARMFUL, HARMLESS, REFERENCE_ROWS, run, type Scenario } from './scenarios.ts';

const SEED = 20_261;

let stream = SEED;
const measure = (scenarios: readonly Scenario[]) =>
  scenarios.map((scenario) => {
    console.error(`${scenario.name}, ${scenario.rows} rows a day, ${scenario.days} days`);
    return run(scenario, stream++);
  });

const harmless = measure(HARMLESS);
const harmful = measure(HARMFUL);
const categories = [3, 50, 5000, 50_000].map((kinds) => {
  const options = { columns: kinds > 5000 ? 5 : 60, categories: kinds, rows: 1000, days: 365 };
  const flagged = watchCategories({ ...options, referenceRows: REFERENCE_ROWS, random: seeded(stream++) });
  return { categories: kinds, columns: options.columns, flagged };
});
const metrics = [
  { before: 0, shift: 0, streams: 2 },
  { before: 0, shift: 0, streams: 301 },
  ...[30, 60, 120, 365].flatMap((before) => [2, 301].map((streams) => ({ before, shift: 5, streams }))),
].map((options) => {
  const found = watchMetrics({ ...options, metrics: 300, days: 365, random: seeded(stream++) });
  return { ...options, found };
});
const page = falseAlarmsPage({ seed: SEED, harmless, harmful, categories, metrics });
await writeFile(join(import.meta.dirname, '../../docs/false-alarms.md'), page);
