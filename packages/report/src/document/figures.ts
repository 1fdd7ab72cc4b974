import type { Change, Comparison, Metric, RunRecord } from '@assay/contract';
import type { Tone } from './model.ts';

/** A metric of this run beside the same metric of the baselines. */
export interface Figure {
  metric: string;
  slice: string | null;
  direction: 'higher' | 'lower' | null;
  /** null: the baseline had it, and this run has not. */
  candidate: Metric | null;
  /** Against the base; null where it was not compared. */
  change: Change | null;
  /** Value of the trivial baseline (majority class, mean), where there is one. */
  trivial: number | null;
  standing: 'worse' | 'better' | 'same' | 'new' | 'gone' | 'alone';
}

export function comparisonWith(record: RunRecord, baseline: 'base' | 'trivial'): Comparison | undefined {
  return record.comparisons?.find((comparison) => comparison.with === baseline);
}

function standingOf(candidate: Metric | null, change: Change | null): Figure['standing'] {
  if (candidate === null) return 'gone';
  if (change === null) return 'alone';
  if (change.base === null && change.candidate !== null) return 'new';
  if (change.direction === null || change.low === null || change.high === null) return 'alone';
  const [low, high] = change.direction === 'higher' ? [change.low, change.high] : [-change.high, -change.low];
  if (high < 0) return 'worse';
  return low > 0 ? 'better' : 'same';
}

const order: readonly Figure['standing'][] = ['worse', 'gone', 'new', 'same', 'alone', 'better'];

function loss({ change, direction }: Figure): number {
  const value = change?.value ?? 0;
  return direction === 'lower' ? -value : value;
}

/**
 * Metrics over all rows (`overall`) or of slices, each with its change.
 *
 * Overall: in the order of `order`, within that as evaluated. Slices: within that the largest loss first, so that
 * the first few are the ones to look at.
 */
export function figuresOf(record: RunRecord, of: 'overall' | 'slices'): Figure[] {
  const wanted = ({ slice }: { slice: string | null }) => (slice === null) === (of === 'overall');
  const key = ({ metric, slice }: { metric: string; slice: string | null }) =>
    JSON.stringify([metric, slice]);
  const changes = new Map(
    (comparisonWith(record, 'base')?.metrics ?? []).map((change) => [key(change), change]),
  );
  const trivial = new Map(
    (comparisonWith(record, 'trivial')?.metrics ?? []).map((change) => [key(change), change.base]),
  );

  const figures: Figure[] = (record.evaluation?.metrics ?? []).filter(wanted).map((candidate) => {
    const change = changes.get(key(candidate)) ?? null;
    changes.delete(key(candidate));
    return {
      metric: candidate.metric,
      slice: candidate.slice,
      direction: candidate.direction ?? change?.direction ?? null,
      candidate,
      change,
      trivial: trivial.get(key(candidate)) ?? null,
      standing: standingOf(candidate, change),
    };
  });
  for (const change of [...changes.values()].filter(wanted)) {
    // Only what this run has no value of is gone; the rest was compared though it was not asked for.
    if (change.candidate !== null) continue;
    const { metric, slice, direction } = change;
    figures.push({ metric, slice, direction, candidate: null, change, trivial: null, standing: 'gone' });
  }
  return figures.sort(
    (a, b) =>
      order.indexOf(a.standing) - order.indexOf(b.standing) || (of === 'slices' ? loss(a) - loss(b) : 0),
  );
}

export function toneOf({ standing }: Figure): Tone {
  if (standing === 'worse') return 'bad';
  if (standing === 'better') return 'good';
  return standing === 'gone' || standing === 'new' ? 'warning' : 'plain';
}

/** `95 % interval`, as far as the record says how confident. */
export function intervalWords(record: RunRecord): string {
  const confidence = [
    ...(record.evaluation?.metrics ?? []),
    ...(record.comparisons ?? []).flatMap((comparison) => comparison.metrics),
  ].find((metric) => metric.confidence !== null)?.confidence;
  return confidence == null ? 'interval' : `${Number((confidence * 100).toFixed(2))} % interval`;
}
