import {
  type Change,
  type Evaluate,
  type Evaluation,
  SMALL_SLICE,
  type Task,
  UserError,
} from '@assay/contract';
import type { Engine, Source } from '@assay/data';
import { pointEstimates, spreadOf, welch } from '@assay/stats';
import { type Part, partsOf, rowsOfPart } from './measure.ts';
import type { ReadyMetrics } from './own-metrics.ts';
import { loadPredictions } from './predictions/index.ts';
import { namingFile } from './predictions/naming-file.ts';
import { setDigest } from './predictions/set-digest.ts';

/** Predictions of the same rows by the model of another seed. */
export interface SeedPredictions {
  seed: number;
  path: string;
}

/** What a record says of how far trainings differ by their seeds. */
type Seeds = NonNullable<Evaluation['seeds']>;

/** More slices than these have no seeds: a record is to stay small. */
const MOST_SLICES = 200;

/**
 * Every metric of all rows and of each slice that is not small, of the model and of those of other seeds. What is undefined for
 * one of them is left out.
 *
 * @param own the model's seed, the parts of its predictions, and the digest of its evaluation set
 * @param open opens a file of predictions
 * @throws UserError `seed-other-rows`, and those of reading the predictions
 */
export async function acrossSeeds(
  engine: Engine,
  evaluate: Evaluate & { task: Task },
  ready: ReadyMetrics,
  own: { seed: number; parts: readonly Part[]; set: string },
  others: readonly SeedPredictions[],
  open: (path: string) => Promise<Source>,
): Promise<Seeds> {
  const [whole, ...slices] = own.parts.filter(
    (part) => part.slice === null || (part.rows?.length ?? 0) >= SMALL_SLICE,
  );
  const parts = whole === undefined ? [] : [whole, ...(slices.length > MOST_SLICES ? [] : slices)];
  const sliced = { ...evaluate, slices: parts.length > 1 ? evaluate.slices : [] };
  const found = [parts.map((part) => valuesOf(part, ready))];
  for (const { seed, path } of others) {
    const { relation } = await open(path);
    const predictions = await namingFile(
      path,
      loadPredictions(engine, relation, evaluate.task, sliced, ready),
    );
    const set = await setDigest(engine, relation, evaluate.task, predictions.columns, predictions);
    if (set !== own.set) {
      throw new UserError('seed-other-rows', `the training with seed ${seed} predicted other rows`, {
        fix: 'split the data alike whatever ASSAY_SEED is, so that every model predicts the same evaluation set',
      });
    }
    const bySlice = new Map(partsOf(predictions).map((part) => [part.slice, part]));
    found.push(
      parts.map(({ slice }) => {
        const part = bySlice.get(slice);
        return part === undefined ? [] : valuesOf(part, ready);
      }),
    );
  }
  const metrics = parts.flatMap(({ slice }, of) =>
    ready.metrics.flatMap(({ key }, place) => {
      const values = found.flatMap((seed) => seed[of]?.[place] ?? []);
      if (values.length < found.length) return [];
      return [{ metric: key, ...(slice !== null && { slice }), values, ...spreadOf(values) }];
    }),
  );
  return { seeds: [own.seed, ...others.map(({ seed }) => seed)], metrics };
}

function valuesOf(part: Part, { metrics }: ReadyMetrics): (number | null)[] {
  const specs = metrics.map(({ spec }) => spec);
  const { task, sample } = rowsOfPart(part).sample;
  return pointEstimates(task, sample, specs).map(({ value }) => value);
}

/**
 * The changes, each beside what seeds say of it: Welch's interval of the difference of the means of two
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
      (seeds) =>
        seeds?.metrics.find(({ metric, slice = null }) => metric === change.metric && slice === change.slice)
          ?.values,
    );
    if (before === undefined || now === undefined) return change;
    const { value, low, high } = welch(before, now, confidence);
    return { ...change, seeds: { value, low, high, n: [before.length, now.length] } };
  });
}
