import type { ConfidentJoint } from './confident-joint.ts';
import { largest } from './largest.ts';
import { type LabelledRows, labelCounts, likeliest } from './rows.ts';

/** A model that holds another class likelier by less than this does not contradict a label. */
const CLOSE = 1e-6;

/**
 * The rows whose labels are suspected, in ascending order: of each given label and other true class as many as the
 * calibrated joint counts, those by whose probabilities the true class exceeds the given label most ("prune by noise
 * rate": Northcutt, Jiang & Chuang, 2021, section 3.2; what cleanlab does unless told otherwise). Of equals the earlier
 * rows. Rows whose given label is the likeliest class are left out, and a class's last row.
 */
export function pruned(rows: LabelledRows, { calibrated }: ConfidentJoint): Int32Array {
  const suspected = new Uint8Array(rows.labels.length);
  rowsByLabel(rows).forEach((own, given) => {
    errorCounts(calibrated[given] ?? [], given).forEach((errors, truth) => {
      if (errors === 0) return;
      for (const place of largest(excess(rows, own, truth, given), errors))
        suspected[own[place] as number] = 1;
    });
  });
  const found: number[] = [];
  for (let row = 0; row < suspected.length; row++)
    if (suspected[row] === 1 && contradicted(rows, row)) found.push(row);
  return Int32Array.from(found);
}

/** By how much each row's probability of one class exceeds that of another. */
function excess(
  { probabilities, classes }: LabelledRows,
  own: Int32Array,
  truth: number,
  given: number,
): Float64Array {
  const values = new Float64Array(own.length);
  for (let place = 0; place < own.length; place++) {
    const start = (own[place] as number) * classes;
    values[place] = (probabilities[start + truth] as number) - (probabilities[start + given] as number);
  }
  return values;
}

/** How many rows of a given label to suspect for each true class, where at least one is to be left. */
function errorCounts(counts: readonly number[], given: number): number[] {
  const right = counts[given] ?? 0;
  const others = counts.filter((count) => count !== 0).length - 1;
  const fewer = (Math.max(1, right) - right) / Math.max(1, others);
  return counts.map((count, truth) => (truth === given ? 0 : Math.max(0, Math.floor(count - fewer))));
}

function rowsByLabel(rows: LabelledRows): Int32Array[] {
  const own = Array.from(labelCounts(rows), (count) => new Int32Array(count));
  const filled = new Int32Array(rows.classes);
  rows.labels.forEach((label, row) => {
    const place = filled[label] as number;
    filled[label] = place + 1;
    (own[label] as Int32Array)[place] = row;
  });
  return own;
}

function contradicted(rows: LabelledRows, row: number): boolean {
  const { labels, probabilities, classes } = rows;
  const label = labels[row] as number;
  const own = (probabilities[row * classes + label] as number) + CLOSE;
  const best = likeliest(rows, row);
  const most = probabilities[row * classes + best] as number;
  return best !== label && (most > own || (most === own && best < label));
}
