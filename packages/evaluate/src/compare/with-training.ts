import type { Metric } from '@assay/contract';
import { type Comparison, type Evaluation, UserError } from '@assay/contract';
import { noBaseline, unpairedChanges } from './records.ts';

/** Metrics of the rows that a model was trained on. */
export interface OfTraining {
  /** Their file. */
  path: string;
  metrics: Metric[];
  /** Digest of the file, and of its rows as an evaluation set. */
  digest: string;
  set: string;
}

/**
 * Compares the rows that are judged with those that the model was trained on: what it is better on these, it has learnt by
 * heart. Other rows, so that only the two intervals are compared.
 *
 * @param digest of the file of predictions
 * @throws UserError `training-is-evaluation` where both are the same rows
 */
export function compareWithTraining(
  evaluation: Evaluation,
  digest: string,
  training: OfTraining,
): Comparison {
  // The digest of a set holds the rows' ids; without these, rows with equal labels are equal to it.
  if (training.digest === digest || (evaluation.paired && training.set === evaluation.set)) {
    throw new UserError(
      'training-is-evaluation',
      `${training.path} holds the rows of the evaluation set, and "training" is about the others`,
      { fix: 'write the predictions of the rows that the model was trained on into a file of their own' },
    );
  }
  return {
    ...noBaseline,
    with: 'training',
    guard: null,
    metrics: unpairedChanges({ ...evaluation, metrics: training.metrics }, evaluation),
  };
}
