/**
 * The least that a hand-written program takes to evaluate scores of two classes: `node floor.ts FILE [slices]`. DuckDB sorts the
 * rows by their scores with two threads; six metrics of them all, and of 50 slices; DeLong's variance of the area; a thousand replicates
 * of the other five from 256 cells of scores. No record, no digest, no curve, nothing is checked, and there is no base.
 */
import { DuckDBInstance } from '@duckdb/node-api';
import { type Numbers, ranked, resampled } from './floor-replicates.ts';

const SLICES = [4, 6, 8, 12, 20];

const [file = '', sliced] = process.argv.slice(2);
const columns = sliced === 'slices' ? SLICES.map((_, i) => `s${i}`) : [];
console.log(JSON.stringify(figures(await read())));

async function read(): Promise<Float64Array[]> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  const codes = columns.map((column) => `substr(${column}, 4)::DOUBLE`);
  const result = await connection.run(
    `SELECT ${['score', 'label::DOUBLE', ...codes].join(', ')} FROM '${file}' ORDER BY score`,
  );
  const chunks = await result.fetchAllChunks();
  return ['score', 'label', ...columns].map((_, index) => {
    const values = new Float64Array(result.rowCount);
    let start = 0;
    for (const chunk of chunks) {
      // What its type keeps private.
      const { items } = chunk.getColumnVector(index) as unknown as { items: Float64Array };
      values.set(items, start);
      start += items.length;
    }
    return values;
  });
}

function figures([scores, labels, ...codes]: Float64Array[]): { values: Numbers; widths: Numbers } {
  if (scores === undefined || labels === undefined) throw new Error('no scores');
  const found = { values: {} as Numbers, widths: {} as Numbers };
  measure('', scores, labels, found);
  for (const [column, code] of codes.entries()) {
    for (let value = 0; value < (SLICES[column] as number); value++) {
      let rows = 0;
      for (const one of code) rows += Number(one === value);
      const [some, theirs] = [new Float64Array(rows), new Float64Array(rows)];
      for (let row = 0, next = 0; row < code.length; row++) {
        if (code[row] !== value) continue;
        some[next] = scores[row] as number;
        theirs[next++] = labels[row] as number;
      }
      measure(`s${column}=s${column}_${value} `, some, theirs, found);
    }
  }
  return found;
}

/** Of scores in ascending order, which none has twice. */
function measure(
  slice: string,
  scores: Float64Array,
  labels: Float64Array,
  { values, widths }: { values: Numbers; widths: Numbers },
): void {
  const n = scores.length;
  const positives = labels.reduce((sum, label) => sum + label, 0);
  const negatives = n - positives;
  let [below, pairs, losses, squares, right] = [0, 0, 0, 0, 0];
  const [ofPositives, ofNegatives] = [new Float64Array(2), new Float64Array(2)];
  for (let i = 0; i < n; i++) {
    const [score, label] = [scores[i] as number, labels[i] as number];
    losses -= Math.log(label === 1 ? score : 1 - score);
    squares += (score - label) ** 2;
    right += Number(score >= 0.5 === (label === 1));
    // The share of the other class that is on the right side: its mean is the area, its variance DeLong's.
    const share = label === 1 ? below / negatives : (positives - (i - below)) / positives;
    const sums = label === 1 ? ofPositives : ofNegatives;
    sums[0] = (sums[0] as number) + share;
    sums[1] = (sums[1] as number) + share * share;
    pairs += label * below;
    below += 1 - label;
  }
  const variance = (sums: Float64Array, rows: number) =>
    ((sums[1] as number) - (sums[0] as number) ** 2 / rows) / (rows - 1) / rows;
  const p = right / n;
  const ends = { roc_auc: Math.sqrt(variance(ofPositives, positives) + variance(ofNegatives, negatives)) };
  const points: Numbers = { roc_auc: pairs / (positives * negatives), accuracy: p };
  points['log_loss'] = losses / n;
  points['brier'] = squares / n;
  Object.assign(points, ranked(labels, labels, 0));
  for (const [metric, value] of Object.entries(points)) values[`${slice}${metric}`] = value;
  const spreads: Numbers = { ...ends, accuracy: Math.sqrt((p * (1 - p)) / n), ...resampled(scores, labels) };
  for (const [metric, spread] of Object.entries(spreads)) widths[`${slice}${metric}`] = 2 * 1.959964 * spread;
}
