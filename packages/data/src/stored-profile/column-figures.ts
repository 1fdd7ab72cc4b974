import { type ProfileColumn, profileQuantiles } from '@assay/contract';
import { type Moments, quantileOf, type RankCells, rankError, sdOf, skewnessOf } from '@assay/stats';
import type { NumberColumn } from './number-column.ts';
import { differentFigures, differentNumbers } from './sketch-text.ts';
import type { TextColumn } from './text-column.ts';
import { topOf } from './top-values.ts';

type Figures = Omit<ProfileColumn, 'name' | 'type' | 'engine-type' | 'kind' | 'sensitive'>;

/** What a column of numbers comes to. */
export function numberFigures(column: NumberColumn): Figures {
  const { nulls, nan, negativeInfinite, positiveInfinite, finite } = column;
  const { cells, moments, sketch, counts, zeros, negatives } = finite;
  const infinite = { negative: negativeInfinite, positive: positiveInfinite };
  return {
    count: moments.n + infinite.negative + infinite.positive,
    ...{ nulls, nan, infinite },
    ...(counts === null ? differentFigures(sketch) : differentNumbers([...counts.keys()])),
    min: infinite.negative > 0 ? '-inf' : (cells.edges[0] ?? (infinite.positive > 0 ? 'inf' : null)),
    max: infinite.positive > 0 ? 'inf' : (cells.edges.at(-1) ?? (infinite.negative > 0 ? '-inf' : null)),
    ...rankFigures(cells),
    numbers: { ...momentFigures(moments), zeros, negatives: negatives + negativeInfinite },
    lengths: null,
    top: counts === null ? null : topOf([...counts].map(([x, count]) => [String(x), count])),
  };
}

/** What a column of texts comes to. */
export function textFigures({ nulls, sketch, lengths, counts }: TextColumn, rows: number): Figures {
  const count = rows - nulls;
  return {
    ...{ count, nulls, nan: 0, infinite: { negative: 0, positive: 0 } },
    ...differentFigures(sketch),
    ...{ min: null, max: null, quantiles: null, 'rank-error': null, cells: null, numbers: null },
    lengths: lengths === null ? null : { ...lengths, mean: lengths.sum / count },
    top: counts === null ? null : topOf(counts),
  };
}

export function rankFigures(cells: RankCells): Pick<ProfileColumn, 'quantiles' | 'rank-error' | 'cells'> {
  const { edges, between, at, slack } = cells;
  return {
    quantiles: profileQuantiles.flatMap((q) => {
      const value = quantileOf(cells, q);
      return value === null ? [] : [{ q, value }];
    }),
    'rank-error': rankError(cells),
    cells: { edges: [...edges], between: [...between], at: [...at], slack },
  };
}

export function momentFigures(
  moments: Moments | null,
): Pick<NonNullable<ProfileColumn['numbers']>, 'mean' | 'sd' | 'skewness' | 'moments'> {
  if (moments === null || !Object.values(moments).every(Number.isFinite))
    return { mean: null, sd: null, skewness: null, moments: null };
  return {
    mean: moments.n === 0 ? null : moments.mean,
    sd: sdOf(moments),
    skewness: skewnessOf(moments),
    moments,
  };
}

/** Without what tells values: the column is sensitive. */
export function withoutValues(column: ProfileColumn): ProfileColumn {
  return {
    ...column,
    sensitive: true,
    ...{ sketch: null, min: null, max: null, quantiles: null, 'rank-error': null, cells: null },
    ...{ lengths: null, top: null },
    numbers: column.kind === 'number' ? column.numbers : null,
  };
}
