import { roundKeepingSum } from './round-keeping-sum.ts';
import { type LabelledRows, labelCounts, likeliest } from './rows.ts';

/** How given and true labels go together. Matrices are classes × classes: a row for each given, a column for each true label. */
export interface ConfidentJoint {
  /** By class: its mean probability among the rows that it is the given label of; `null` for a class without rows. */
  readonly thresholds: readonly (number | null)[];
  /** Rows that are counted with confidence, at least 1 on the diagonal. */
  readonly confident: readonly (readonly number[])[];
  /** The estimated number of rows: `confident`, with every given label as often as it is given. Whole numbers. */
  readonly calibrated: readonly (readonly number[])[];
}

/** cleanlab's slack below a threshold, and its least threshold. */
const SLACK = 1e-6;
const LEAST_THRESHOLD = 2e-6;

/**
 * Counts each row as one of a true class where its probability of that class reaches the class's threshold: Northcutt, Jiang
 * & Chuang (2021), Confident Learning, Journal of Artificial Intelligence Research 70, 1373-1411, equations 1 to 3.
 *
 * As in cleanlab, a row that reaches several thresholds counts for its likeliest class of all, which the paper takes from
 * those reached.
 */
export function confidentJoint(rows: LabelledRows): ConfidentJoint {
  const { labels, classes } = rows;
  const given = labelCounts(rows);
  const thresholds = classThresholds(rows, given);
  const confident = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  labels.forEach((label, row) => {
    const truth = confidentClass(rows, row, thresholds);
    const counts = confident[label];
    if (truth !== undefined && counts) counts[truth] = (counts[truth] as number) + 1;
  });
  confident.forEach((counts, label) => {
    counts[label] = Math.max(1, counts[label] as number);
  });
  return {
    thresholds: Array.from(thresholds, (threshold) =>
      threshold === Number.POSITIVE_INFINITY ? null : threshold,
    ),
    confident,
    calibrated: confident.map((counts, label) => {
      const sum = counts.reduce((total, count) => total + count, 0);
      return roundKeepingSum(counts.map((count) => (count / sum) * (given[label] as number)));
    }),
  };
}

/** Of a class without rows, a threshold that no probability reaches. */
function classThresholds(
  { labels, probabilities, classes }: LabelledRows,
  given: Float64Array,
): Float64Array {
  const sums = new Float64Array(classes);
  labels.forEach((label, row) => {
    sums[label] = (sums[label] as number) + (probabilities[row * classes + label] as number);
  });
  return sums.map((sum, label) => {
    const rows = given[label] as number;
    return rows === 0 ? Number.POSITIVE_INFINITY : Math.max(LEAST_THRESHOLD, sum / rows);
  });
}

function confidentClass(rows: LabelledRows, row: number, thresholds: Float64Array): number | undefined {
  let reached: number | undefined;
  for (let code = 0; code < rows.classes; code++) {
    if (!((rows.probabilities[row * rows.classes + code] as number) >= (thresholds[code] as number) - SLACK))
      continue;
    if (reached !== undefined) return likeliest(rows, row);
    reached = code;
  }
  return reached;
}
