import { type Undefined, undefinedFor } from '../reason.ts';
import { allFinite, type RankingSample } from '../sample.ts';
import type { MetricFacts, MetricSpec, RowMetric } from './metric.ts';
import {
  discountedGain,
  expectedAveragePrecision,
  expectedHit,
  expectedReciprocalRank,
  type RankedItems,
  relevantAtTop,
} from './ranked-items.ts';

/** A mean over queries of a number of their ranked items; queries without a relevant item tell nothing, and are left out. */
function meanOverQueries(
  id: string,
  usual: number | null,
  ofQuery: (items: RankedItems, k: number) => number,
  approximate?: 'changes',
): RowMetric<'ranking'> {
  const takes: MetricFacts['takes'] = { name: 'k', usual };
  const valuesOf = (queries: readonly RankedQuery[], { k = usual ?? Number.POSITIVE_INFINITY }: MetricSpec) =>
    queries.map(({ items }) => ofQuery(items, k));
  return {
    id,
    direction: 'higher',
    range: [0, 1],
    unit: 'proportion',
    needs: 'score',
    interval: 'bootstrap',
    takes,
    ...(approximate && { approximate }),
    from: 'rows',
    ofQueries: (sample, spec) => {
      const queries = rankedQueries(sample);
      return 'reason' in queries ? queries : valuesOf(queries, spec);
    },
    over: (sample, spec) => {
      const queries = rankedQueries(sample);
      if ('reason' in queries) return queries;
      const values = valuesOf(queries, spec);
      return (weights) => {
        let sum = 0;
        let total = 0;
        for (const [i, { row }] of queries.entries()) {
          const weight = weights[row] as number;
          sum += weight * (values[i] as number);
          total += weight;
        }
        return total > 0 ? { value: sum / total } : undefinedFor('no-weight');
      };
    },
  };
}

/** A query's items, and one of its rows: a query weighs what each of its rows weighs. */
interface RankedQuery {
  readonly row: number;
  readonly items: RankedItems;
}

const ranked = new WeakMap<RankingSample, readonly RankedQuery[]>();

function rankedQueries(sample: RankingSample): readonly RankedQuery[] | Undefined {
  const known = ranked.get(sample);
  if (known) return known;
  const { labels, scores, queries } = sample;
  if (!allFinite(labels) || !allFinite(scores)) return undefinedFor('not-finite');
  if (labels.some((label) => label < 0)) return undefinedFor('negative-relevance');
  const rowsOf = new Map<number, number[]>();
  queries.forEach((query, row) => {
    const rows = rowsOf.get(query);
    if (rows) rows.push(row);
    else rowsOf.set(query, [row]);
  });
  const found = [...rowsOf.values()].flatMap((rows): RankedQuery[] => {
    const [row] = rows;
    if (row === undefined || rows.every((one) => labels[one] === 0)) return [];
    rows.sort((a, b) => (scores[b] as number) - (scores[a] as number));
    const items = {
      relevance: Float64Array.from(rows, (one) => labels[one] as number),
      scores: Float64Array.from(rows, (one) => scores[one] as number),
    };
    return [{ row, items }];
  });
  if (found.length === 0) return undefinedFor('no-relevant-items');
  ranked.set(sample, found);
  return found;
}

/**
 * Metrics of rankings, by query. Items with equal scores are in no order: each metric is its mean over all orders of them.
 * Gains are the relevances themselves, discounted by log2 of the rank + 1 (Järvelin & Kekäläinen 2002, ACM Transactions on
 * Information Systems 20, 422-446); `map` divides by all relevant items, as trec_eval does.
 */
export const rankings: readonly RowMetric<'ranking'>[] = [
  meanOverQueries('ndcg', null, (items, k) => {
    const ideal = Float64Array.from(items.relevance).sort().reverse();
    return discountedGain(items, k) / discountedGain({ relevance: ideal, scores: ideal }, k);
  }),
  meanOverQueries('map', null, expectedAveragePrecision),
  meanOverQueries('mrr', null, expectedReciprocalRank),
  meanOverQueries('recall', 10, (items, k) => relevantAtTop(items, k) / relevantAtTop(items, Infinity)),
  meanOverQueries('precision', 10, (items, k) => relevantAtTop(items, k) / k),
  // Of the few queries that miss Newcombe's paired interval is wider than it need be.
  meanOverQueries('hit_rate', 10, expectedHit, 'changes'),
];
