import { type Evaluate, type SliceSearch, SMALL_SLICE, type Task, UserError } from '@assay/contract';
import type { Engine } from '@assay/data';
import { candidatesOf, type ProposedSlice, rowLosses, type SearchColumn, worstSlices } from '@assay/stats';
import type { Predictions } from '../predictions/index.ts';
import { codedFeatures } from './coded-features.ts';
import { confirmed, MOST_SLICES } from './confirm.ts';
import { featuresOf } from './features.ts';

/** Least share of the rows that a slice has. */
const LEAST_SHARE = 0.01;
/** Looks at a row that one round of the search may take: about a second. */
const MOST_LOOKS = 2e8;

/**
 * Looks for the slices where the model is worst, of one or two conditions on columns that have no other part in the
 * evaluation: in one half of the rows, and tests what it finds on the other half.
 *
 * @returns `undefined` where no search is asked for
 * @throws UserError `search-of-ranking`, `search-without-threshold`, and those of {@link featuresOf}
 */
export async function searchSlices(
  engine: Engine,
  relation: string,
  evaluate: Evaluate & { task: Task },
  predictions: Predictions,
  threshold: number | undefined,
): Promise<SliceSearch | undefined> {
  const { 'search-slices': search, seed, confidence, group, query, id } = evaluate;
  if (search === undefined || search === false) return undefined;
  const { whole, columns: roles, rows } = predictions;
  if (whole.task === 'ranking') {
    throw new UserError(
      'search-of-ranking',
      'a ranking has no loss of a row by itself to search for slices by',
      {
        fix: 'leave out "search-slices", and name slices of the queries',
      },
    );
  }
  const cost = rowLosses(whole.task, whole.sample, threshold);
  if ('reason' in cost && cost.reason === 'not-probabilities') {
    throw new UserError(
      'search-without-threshold',
      'of scores that are not all from 0 to 1 nobody knows which rows are wrong, to search for slices by',
      { fix: 'name a "threshold" at or above which they count as positive, or leave out "search-slices"' },
    );
  }
  if ('reason' in cost) throw new TypeError(`predictions without a loss: ${cost.reason}`);
  const features = await featuresOf(engine, relation, search, roles, LEAST_SHARE);
  const unit = group ?? query ?? id;
  const { columns, lots } = await codedFeatures(engine, relation, features, { unit, seed, rows });
  const weights = whole.sample.weights ?? new Float64Array(rows).fill(1);
  const searched = rowsWith(lots, (lot) => lot < 0.5 * shareOf(columns.length, rows));
  const proposed = propose(columns, cost.losses, weights, searched);
  const clusters = predictions.group ?? ('queries' in whole.sample ? whole.sample.queries : undefined);
  const others = rowsWith(lots, (lot) => lot >= 0.5);
  const weighted = whole.sample.weights !== undefined;
  const rest = { ...cost, weights, weighted, clusters, rows: others, confidence };
  return {
    metric: cost.metric,
    direction: cost.direction,
    columns: features.length,
    candidates: candidatesOf(columns),
    searched: searched.length,
    confirming: others.length,
    proposed: proposed.length,
    ...confirmed(features, columns, proposed, rest),
  };
}

/** The share of the half that the search looks at, where all of it would take too long. */
function shareOf(columns: number, rows: number): number {
  const pairs = (columns * (columns + 1)) / 2;
  return Math.min(1, MOST_LOOKS / Math.max(1, pairs) / (rows / 2));
}

function rowsWith(lots: Float64Array, wanted: (lot: number) => boolean): Int32Array {
  const rows: number[] = [];
  for (let row = 0; row < lots.length; row++) if (wanted(lots[row] as number)) rows.push(row);
  return Int32Array.from(rows);
}

function propose(
  columns: readonly SearchColumn[],
  losses: Float64Array,
  weights: Float64Array,
  rows: Int32Array,
): ProposedSlice[] {
  const some = columns.map((column) => ({
    ...column,
    codes: Uint8Array.from(rows, (row) => column.codes[row] as number),
  }));
  const own = Float64Array.from(rows, (row) => weights[row] as number);
  const mean = own.reduce((sum, weight) => sum + weight, 0) / own.length;
  return worstSlices(
    some,
    Float64Array.from(rows, (row) => losses[row] as number),
    own.map((weight) => weight / mean),
    { least: Math.max(SMALL_SLICE, LEAST_SHARE * rows.length), most: MOST_SLICES },
  );
}
