/**
 * Measures what docs/coverage.md says, and writes it. Arguments are names of worlds (worlds/index.ts), or `tried`: these are
 * measured anew, all without any and nothing by `page`, and the page is made of what was measured last. Parts may run side by side.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { coveragePage } from './page.ts';
import { setsOf } from './sets.ts';
import { coverageOf, kinds, type Measured, truthsOf } from './simulate.ts';
import { goingThe, waysOf } from './ways.ts';
import type { World } from './world.ts';
import { worlds } from './worlds/index.ts';

const SEED = 20_262;
/** Units of each of the ten samples that true values are taken from. */
const TRUTH = 100_000;

/** Of 199 replicates the fifth from either end is the end of a 95 % interval; of 99 it lies between the second and the third. */
const sizes = [
  { n: 30, replicates: 199 },
  { n: 200, replicates: 199 },
  { n: 1000, replicates: 199 },
  { n: 5000, replicates: 99 },
];

/** What no interval covers well, what percentiles cover late, and what they cover: by world. */
const tryOn: Readonly<Record<string, readonly string[]>> = {
  binary: ['ece', 'ece_equal_mass', 'ks', 'average_precision', 'brier'],
  multiclass: ['roc_auc_ovr_macro', 'average_precision_weighted'],
  regression: ['r2'],
  'heavy-errors': ['mse', 'rmsle', 'max_error', 'median_ae'],
};

const asked = process.argv.slice(2);
const chosen = worlds.filter(({ name }) => asked.length === 0 || asked.includes(name));
const truths = new Map(chosen.map((world) => [world.name, truthsOf(world, TRUTH)]));
const measured = new Map<string, Measured[]>(chosen.map(({ name }) => [name, []]));
for (const { n, replicates } of sizes) {
  for (const world of chosen) {
    const of = measured.get(world.name) ?? [];
    for (const kind of kinds) {
      const truth =
        truths.get(world.name)?.[kind === 'paired' || kind === 'paired-clustered' ? 'paired' : 'single'] ??
        [];
      const found = coverageOf(world, kind, n, truth, {
        repetitions: setsOf(world.name, kind, n),
        replicates,
        seed: SEED,
      });
      of.push(...found.map((coverage) => ({ world: world.name, kind, n, tried: null, ...coverage })));
    }
    await write(world.name, of);
  }
}
if (asked.length === 0 || asked.includes('tried')) await write('tried', tryOut());
const files = await Promise.all([...worlds.map(({ name }) => name), 'tried'].map(read));
const page = coveragePage(files.flat(), { seed: SEED, truth: 10 * TRUTH, worlds });
await writeFile(join(import.meta.dirname, '../../docs/coverage.md'), page);

function tryOut(): Measured[] {
  return worlds.flatMap((world) =>
    world.specs
      .filter(({ metric }) => tryOn[world.name]?.includes(metric))
      .flatMap((spec) => tryOf({ ...world, specs: [spec] }, spec.metric)),
  );
}

/** Each way to find the ends of a metric's interval, on the same sets. */
function tryOf(world: World, metric: string): Measured[] {
  const { single } = truthsOf(world, TRUTH);
  return sizes.slice(0, 2).flatMap(({ n, replicates }) =>
    waysOf(world.task, metric).flatMap(({ way, inUse }) => {
      const asked = way === 'BCa' && ({ interval: 'bca' } as const);
      const found = goingThe(way, world.task, metric, () =>
        coverageOf(world, 'single', n, single, {
          repetitions: setsOf(world.name, 'single', n),
          replicates,
          seed: SEED,
          ...asked,
        }),
      );
      return found.map(
        (one) => ({ world: world.name, kind: 'single', n, tried: way, inUse, ...one }) as const,
      );
    }),
  );
}

function fileOf(name: string): string {
  return join(import.meta.dirname, 'measured', `${name}.jsonl`);
}

async function write(name: string, lines: readonly Measured[]): Promise<void> {
  await writeFile(fileOf(name), lines.map((one) => `${JSON.stringify(one)}\n`).join(''));
}

async function read(name: string): Promise<Measured[]> {
  // Of a part that was never measured there is nothing to say yet.
  const text = await readFile(fileOf(name), 'utf8').catch(() => '');
  return text
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Measured);
}
