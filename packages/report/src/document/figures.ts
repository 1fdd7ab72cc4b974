import type { Change, Metric, RunRecord } from '@assay/contract';
import { comparisonWith } from './comparison.ts';
import type { Tone } from './model.ts';
import { outlastsCorrection } from './multiplicity.ts';

/**
 * `same`: compared, and no change that the interval tells from none. `new`, `gone`: the other side has no entry for it.
 * `few`: a slice of too few rows to say. `alone`: nothing, or nothing defined, to compare with.
 */
export type Standing = 'worse' | 'better' | 'same' | 'new' | 'gone' | 'few' | 'alone';

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
  standing: Standing;
}

function standingOf(change: Change): Standing {
  if (change.direction === null || change.low === null || change.high === null) return 'alone';
  const { seeds = change } = change;
  // Where trainings differ by their seeds too, better or worse is what both intervals say.
  const [least, most] = [Math.min(change.low, seeds.low ?? 0), Math.max(change.high, seeds.high ?? 0)];
  const [low, high] = change.direction === 'higher' ? [least, most] : [-most, -least];
  if (high < 0) return 'worse';
  return low > 0 ? 'better' : 'same';
}

const order: readonly Standing[] = ['worse', 'gone', 'new', 'same', 'alone', 'better', 'few'];

/** What was lost, on the scale on which larger is better: the smallest is the largest loss. */
function gain({ change, direction }: Figure): number {
  const value = change?.value ?? 0;
  return direction === 'lower' ? -value : value;
}

/** Names of the slices that have too few rows to be called worse or better. */
function smallSlices(record: RunRecord): ReadonlySet<string> {
  return new Set((record.evaluation?.slices ?? []).filter((each) => each.small).map((each) => each.slice));
}

/**
 * Metrics over all rows (`overall`) or of slices, each with its change.
 *
 * Overall: in the order of `order`, within that as evaluated. Slices: within that the largest loss first, so that
 * the first few are the ones to look at; they are many, so worse and better are what outlasts a correction for that.
 */
export function figuresOf(record: RunRecord, of: 'overall' | 'slices'): Figure[] {
  const wanted = ({ slice }: { slice: string | null }) => (slice === null) === (of === 'overall');
  const key = ({ metric, slice }: { metric: string; slice: string | null }) =>
    JSON.stringify([metric, slice]);
  const entries = comparisonWith(record, 'base')?.metrics ?? [];
  const changes = new Map(entries.map((change) => [key(change), change]));
  const trivial = new Map(
    (comparisonWith(record, 'trivial')?.metrics ?? []).map((change) => [key(change), change.base]),
  );
  const small = smallSlices(record);

  const figures: Figure[] = (record.evaluation?.metrics ?? []).filter(wanted).map((candidate) => {
    const change = changes.get(key(candidate)) ?? null;
    changes.delete(key(candidate));
    const { metric, slice } = candidate;
    const few = slice !== null && small.has(slice);
    const compared = change === null ? (entries.length > 0 ? 'new' : 'alone') : standingOf(change);
    return {
      metric,
      slice,
      direction: candidate.direction ?? change?.direction ?? null,
      candidate,
      change,
      trivial: trivial.get(key(candidate)) ?? null,
      standing: few ? 'few' : compared,
    };
  });
  for (const change of [...changes.values()].filter(wanted)) {
    // Only what this run has no value of is gone; the rest was compared though it was not asked for.
    if (change.candidate !== null) continue;
    const { metric, slice, direction } = change;
    figures.push({ metric, slice, direction, candidate: null, change, trivial: null, standing: 'gone' });
  }
  const corrected = of === 'slices' ? correct(figures) : figures;
  return corrected.sort(
    (a, b) =>
      order.indexOf(a.standing) - order.indexOf(b.standing) || (of === 'slices' ? gain(a) - gain(b) : 0),
  );
}

/** Whether a figure was held against the base, with an interval to tell by. */
export function isCompared({ standing }: Figure): boolean {
  return standing === 'worse' || standing === 'better' || standing === 'same';
}

function correct(figures: readonly Figure[]): Figure[] {
  const tested = figures.filter(isCompared);
  const lasting = outlastsCorrection(tested.map(({ change }) => change));
  const chance = new Set(tested.filter((_, index) => lasting[index] !== true));
  return figures.map((figure) => (chance.has(figure) ? { ...figure, standing: 'same' } : figure));
}

export function toneOf({ standing }: Figure): Tone {
  if (standing === 'worse') return 'bad';
  if (standing === 'better') return 'good';
  return standing === 'gone' || standing === 'new' ? 'warning' : 'plain';
}
