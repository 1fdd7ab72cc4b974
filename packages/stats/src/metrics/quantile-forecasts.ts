import { type Undefined, undefinedFor } from '../reason.ts';
import { allFinite, type QuantileSample } from '../sample.ts';
import { pinballLosses } from './forecast-errors.ts';
import type { MetricFacts, RowMetric, WeightedMetric } from './metric.ts';
import { shareMetric } from './share.ts';
import { weightedMean } from './weighted-mean.ts';

const facts = {
  direction: 'lower',
  range: [0, Number.POSITIVE_INFINITY],
  unit: 'label',
  needs: 'prediction',
  interval: 'bootstrap',
  takes: { name: 'level', usual: null },
  from: 'rows',
} as const;

/** Pinball loss of the quantile `level`, or its mean over all that were forecast. */
const pinball: RowMetric<'quantile'> = {
  ...facts,
  id: 'pinball',
  over: (sample, { level }) => {
    const problem = notFinite(sample);
    if (problem) return problem;
    const wanted = sample.levels.flatMap((at, i) => (level === undefined || isLevel(at, level) ? [i] : []));
    if (wanted.length === 0) return undefinedFor('no-such-level');
    const losses = wanted.map((i) =>
      pinballLosses(sample.labels, sample.predictions[i] as Float64Array, sample.levels[i] as number),
    );
    const mean = (row: number) =>
      losses.reduce((sum, loss) => sum + (loss[row] as number), 0) / losses.length;
    return weightedMean(Float64Array.from(sample.labels, (_, row) => mean(row)));
  },
};

/** A mean over rows of a number of the interval between two quantiles and the label. */
function ofInterval(
  id: string,
  contribution: (label: number, low: number, high: number, level: number) => number,
): RowMetric<'quantile'> {
  return {
    ...facts,
    id,
    over: (sample, { level }) => {
      const found = intervalOf(sample, level);
      if ('reason' in found) return found;
      const { low, high, nominal } = found;
      return weightedMean(
        sample.labels.map((label, row) =>
          contribution(label, low[row] as number, high[row] as number, nominal),
        ),
      );
    },
  };
}

const share = { direction: null, needs: 'prediction', takes: facts.takes } as const;

/** Share of labels inside the central interval of the nominal share `level`, its ends included. */
const coverage: RowMetric<'quantile'> = shareMetric({ ...share, id: 'coverage' }, (sample, { level }) =>
  inside(sample, level),
);

/** Distance of the coverage from the nominal share. */
const coverageError: RowMetric<'quantile'> = {
  ...facts,
  id: 'coverage_error',
  range: [0, 1],
  unit: 'proportion',
  extreme: {
    is: 'largest',
    parts: (sample, { level }) => {
      const over = coverageBeyond(sample, level);
      if (typeof over !== 'function') return over;
      return (weights) => {
        const { value } = over(weights);
        return value === null ? [] : [{ value }, { value: -value }];
      };
    },
  },
  over: (sample, { level }) => {
    const over = coverageBeyond(sample, level);
    if (typeof over !== 'function') return over;
    return (weights) => {
      const beyond = over(weights);
      return beyond.value === null ? beyond : { value: Math.abs(beyond.value) };
    };
  },
};

/** By how much the coverage is more than the nominal share. */
function coverageBeyond(sample: QuantileSample, level: number | undefined): WeightedMetric | Undefined {
  const found = intervalOf(sample, level);
  if ('reason' in found) return found;
  const outcomes = inside(sample, level);
  if ('reason' in outcomes) return outcomes;
  return weightedMean(Float64Array.from(outcomes), { of: (mean) => mean - found.nominal });
}

/** Share of labels that the forecast of the quantile `level` is not below; `level` itself, where the forecast is calibrated. */
const quantileShare: RowMetric<'quantile'> = shareMetric(
  { ...share, id: 'quantile_share', takes: { name: 'level', usual: 0.5 } satisfies MetricFacts['takes'] },
  (sample, { level = 0.5 }) => {
    const problem = notFinite(sample);
    if (problem) return problem;
    const forecast = sample.predictions[sample.levels.findIndex((at) => isLevel(at, level))];
    if (!forecast) return undefinedFor('no-such-level');
    return Uint8Array.from(sample.labels, (label, row) => (label <= (forecast[row] as number) ? 1 : 0));
  },
);

/** Share of rows for which a higher quantile was forecast to be below a lower one. */
const quantileCrossing: RowMetric<'quantile'> = shareMetric(
  // Of few crossings, as there are of most models, the steps from one number to the next are coarse.
  { id: 'quantile_crossing', direction: 'lower', needs: 'prediction', approximate: true },
  (sample) => {
    const problem = notFinite(sample);
    if (problem) return problem;
    const { labels, predictions } = sample;
    const crosses = (row: number) =>
      predictions.some((forecast, i) => (forecast[row] as number) < (predictions[i - 1]?.[row] ?? -Infinity));
    return Uint8Array.from(labels, (_, row) => (crosses(row) ? 1 : 0));
  },
);

/**
 * Metrics of quantile and interval forecasts. Those of intervals take the outermost quantiles, or the central interval of the
 * nominal share `level`. `interval_score` is Winkler's: the width, and for what lies outside 2 / (1 - level) times its
 * distance; Gneiting & Raftery (2007), J. American Statistical Association 102, 359-378, equation 43.
 */
export const quantileForecasts: readonly RowMetric<'quantile'>[] = [
  pinball,
  coverage,
  coverageError,
  ofInterval('interval_width', (_, low, high) => high - low),
  ofInterval('interval_score', (label, low, high, level) => {
    const outside = Math.max(0, low - label, label - high);
    return high - low + (2 / (1 - level)) * outside;
  }),
  quantileShare,
  quantileCrossing,
];

function inside(sample: QuantileSample, level: number | undefined): Uint8Array | Undefined {
  const found = intervalOf(sample, level);
  if ('reason' in found) return found;
  const { low, high } = found;
  return Uint8Array.from(sample.labels, (label, row) =>
    (low[row] as number) <= label && label <= (high[row] as number) ? 1 : 0,
  );
}

interface CentralInterval {
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly nominal: number;
}

function intervalOf(sample: QuantileSample, level: number | undefined): CentralInterval | Undefined {
  const problem = notFinite(sample);
  if (problem) return problem;
  const { levels, predictions } = sample;
  const lowest = level === undefined ? (levels[0] ?? 0.5) : (1 - level) / 2;
  const highest = level === undefined ? (levels.at(-1) ?? 0.5) : (1 + level) / 2;
  const low = predictions[levels.findIndex((at) => isLevel(at, lowest))];
  const high = predictions[levels.findIndex((at) => isLevel(at, highest))];
  if (!low || !high || low === high) return undefinedFor('no-such-level');
  return { low, high, nominal: highest - lowest };
}

/** Levels are written in decimals: 0.05 is (1 - 0.9) / 2, though not to the last bit. */
function isLevel(at: number, level: number): boolean {
  return Math.abs(at - level) < 1e-9;
}

function notFinite({ labels, predictions }: QuantileSample): Undefined | undefined {
  return allFinite(labels) && predictions.every(allFinite) ? undefined : undefinedFor('not-finite');
}
