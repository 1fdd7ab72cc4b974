import { type Change, type Evaluate, type Evaluation, type Task, UserError } from '@assay/contract';
import type { Engine, Source } from '@assay/data';
import { pointEstimates, spreadOf, welch } from '@assay/stats';
import type { ReadyMetrics } from './own-metrics.ts';
import { loadPredictions } from './predictions/index.ts';
import { namingFile } from './predictions/naming-file.ts';
import type { TaskSample } from './predictions/sample.ts';
import { setDigest } from './predictions/set-digest.ts';

/** Predictions of the same rows by the model of another seed. */
export interface SeedPredictions {
  seed: number;
  path: string;
}

/** What a record says of how far trainings differ by their seeds. */
type Seeds = NonNullable<Evaluation['seeds']>;

/**
 * Every metric of all rows, of the model and of those of other seeds. A metric that is undefined for one of them is left out.
 *
 * @param own the model's seed, its predictions, and the digest of its evaluation set
 * @param open opens a file of predictions
 * @throws UserError `seed-other-rows`, and those of reading the predictions
 */
export async function acrossSeeds(
  engine: Engine,
  evaluate: Evaluate & { task: Task },
  ready: ReadyMetrics,
  own: { seed: number; sample: TaskSample; set: string },
  others: readonly SeedPredictions[],
  open: (path: string) => Promise<Source>,
): Promise<Seeds> {
  const found = [valuesOf(own.sample, ready)];
  for (const { seed, path } of others) {
    const { relation } = await open(path);
    const whole = { ...evaluate, slices: [] };
    const predictions = await namingFile(
      path,
      loadPredictions(engine, relation, evaluate.task, whole, ready),
    );
    const set = await setDigest(engine, relation, evaluate.task, predictions.columns, predictions);
    if (set !== own.set) {
      throw new UserError('seed-other-rows', `the training with seed ${seed} predicted other rows`, {
        fix: 'split the data alike whatever ASSAY_SEED is, so that every model predicts the same evaluation set',
      });
    }
    found.push(valuesOf(predictions.whole, ready));
  }
  const metrics = ready.metrics.flatMap(({ key }, place) => {
    const values = found.flatMap((of) => of[place] ?? []);
    return values.length === found.length ? [{ metric: key, values, ...spreadOf(values) }] : [];
  });
  return { seeds: [own.seed, ...others.map(({ seed }) => seed)], metrics };
}

function valuesOf({ task, sample }: TaskSample, { metrics }: ReadyMetrics): (number | null)[] {
  const specs = metrics.map(({ spec }) => spec);
  return pointEstimates(task, sample, specs).map(({ value }) => value);
}

/**
 * The changes, each of all rows beside what seeds say of it: Welch's interval of the difference of the means of two
 * trainings, both with several seeds.
 */
export function besideSeeds(
  changes: readonly Change[],
  base: Seeds | undefined,
  candidate: Seeds | undefined,
  confidence: number,
): Change[] {
  return changes.map((change) => {
    const [before, now] = [base, candidate].map(
      (seeds) => seeds?.metrics.find(({ metric }) => metric === change.metric)?.values,
    );
    if (change.slice !== null || before === undefined || now === undefined) return change;
    const { value, low, high } = welch(before, now, confidence);
    return { ...change, seeds: { value, low, high, n: [before.length, now.length] } };
  });
}
