import type { Comparison, Evaluate, Evaluation } from '@assay/contract';
import { type Candidate, compareWithBase, noBaseline, type Running, type readKept } from '@assay/evaluate';
import type { Base } from './baseline.ts';

/** What to evaluate, and against what; what is not known yet is found while the predictions are read. */
export interface EvaluateJob {
  request: Evaluate;
  base: Promise<Base>;
  /** Further baselines that the policy names, each with its name. */
  others: Promise<readonly { name: string; base: Base }[]>;
  trained: Promise<{
    /** Digest of the model, where there is one. */
    artifact: string | null;
    /** The model's seed, and predictions by the models of other seeds, where it was trained with several. */
    seeds: { own: number; others: { seed: number; path: string }[] } | undefined;
  }>;
  /** Path of the run record: what is kept for pairing lies beside it. */
  record: string;
  duckdbLibrary: string | undefined;
}

/** The sections of an evaluation, and the engine that they were computed by. */
export interface Evaluated {
  found: { evaluation: Evaluation; comparisons: Comparison[] };
  engine?: string;
}

export type Found = Extract<Base, object>;
export type Kept = Awaited<ReturnType<typeof readKept>> | undefined;

/** With the base, and with every other baseline that the policy names. */
export async function compared(
  candidate: Candidate | Running,
  { base, others }: EvaluateJob,
  settings: Parameters<typeof compareWithBase>[2],
  predictionsOf: (base: Found) => Promise<Kept>,
): Promise<Comparison[]> {
  const found = await comparedWithBase(candidate, await base, settings, predictionsOf);
  for (const other of await others) {
    const [comparison] = await comparedWithBase(candidate, other.base, settings, predictionsOf);
    // How many commits lie between is asked of the base alone.
    if (comparison !== undefined) found.push({ ...comparison, with: other.name, behind: null });
  }
  return found;
}

/** No comparison at all where the ledger could not be read: that is not the same as a first run. */
async function comparedWithBase(
  candidate: Candidate | Running,
  base: Base,
  settings: Parameters<typeof compareWithBase>[2],
  predictionsOf: (base: Found) => Promise<Kept>,
): Promise<Comparison[]> {
  if (base === 'unknown') return [];
  if (base === 'none') return [noBaseline];
  const predictions = await predictionsOf(base);
  return [await compareWithBase(candidate, { ...base.baseline, predictions }, settings)];
}
