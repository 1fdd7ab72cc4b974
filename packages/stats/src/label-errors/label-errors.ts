import type { Undefined } from '../reason.ts';
import { type ConfidentJoint, confidentJoint } from './confident-joint.ts';
import { pruned } from './prune.ts';
import { type LabelledRows, likeliest, unusable } from './rows.ts';

/** A row whose label is suspected to be wrong. */
export interface Suspect {
  readonly row: number;
  readonly given: number;
  /** The class that the model finds likeliest. */
  readonly suggested: number;
}

/** What confident learning finds in given labels. */
export interface LabelErrors extends ConfidentJoint {
  /** The estimated share of rows with each pair of given and true label. All together 1. */
  readonly joint: readonly (readonly number[])[];
  /** The estimated probability of each given label where a label is true: a column adds up to 1, or is `null`. */
  readonly noise: readonly (readonly (number | null)[])[];
  /** By row: the model's probability of the given label. */
  readonly selfConfidence: Float64Array;
  /** By row, from 0 to 1: the same less that of the likeliest other class, plus 1, halved. */
  readonly normalizedMargin: Float64Array;
  /** Rows to look at, the least self-confidence first. */
  readonly suspects: readonly Suspect[];
}

/**
 * Suspects labels by confident learning: Northcutt, Jiang & Chuang (2021), Confident Learning: Estimating Uncertainty in
 * Dataset Labels, Journal of Artificial Intelligence Research 70, 1373-1411. The numbers and the rows are those of cleanlab's
 * `compute_confident_joint`, `estimate_joint` and `find_label_issues`, all with their defaults.
 *
 * `null` with a reason where there are no rows, all have one label, or the model's numbers are no probabilities that add up
 * to 1 (within 0.01).
 *
 * @param rows probabilities have to be out of sample: a model that has seen a wrong label tends to believe it
 * @throws RangeError for arrays whose lengths do not fit, or a label that is no class
 */
export function labelErrors(rows: LabelledRows): LabelErrors | Undefined {
  const reason = unusable(rows);
  if (reason) return reason;
  const estimated = confidentJoint(rows);
  const { calibrated } = estimated;
  const { selfConfidence, normalizedMargin } = qualities(rows);
  const suspects = pruned(rows, estimated).sort(
    (a, b) => (selfConfidence[a] as number) - (selfConfidence[b] as number),
  );
  const truths = calibrated.map((_, truth) =>
    calibrated.reduce((sum, counts) => sum + (counts[truth] as number), 0),
  );
  return {
    ...estimated,
    joint: calibrated.map((counts) => counts.map((count) => count / rows.labels.length)),
    noise: calibrated.map((counts) =>
      counts.map((count, truth) => (truths[truth] === 0 ? null : count / (truths[truth] as number))),
    ),
    selfConfidence,
    normalizedMargin,
    suspects: Array.from(suspects, (row) => ({
      row,
      given: rows.labels[row] as number,
      suggested: likeliest(rows, row),
    })),
  };
}

function qualities({
  labels,
  probabilities,
  classes,
}: LabelledRows): Pick<LabelErrors, 'selfConfidence' | 'normalizedMargin'> {
  const selfConfidence = new Float64Array(labels.length);
  const normalizedMargin = new Float64Array(labels.length);
  labels.forEach((label, row) => {
    let others = 0;
    for (let code = 0; code < classes; code++)
      if (code !== label) others = Math.max(others, probabilities[row * classes + code] as number);
    const own = probabilities[row * classes + label] as number;
    selfConfidence[row] = own;
    normalizedMargin[row] = (own - others + 1) / 2;
  });
  return { selfConfidence, normalizedMargin };
}
