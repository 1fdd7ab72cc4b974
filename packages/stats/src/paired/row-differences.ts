import { bootstrapRows } from '../bootstrap/row-bootstrap.ts';
import { areaDifference } from '../intervals/area.ts';
import { noInterval } from '../intervals/interval.ts';
import { newcombePaired } from '../intervals/newcombe.ts';
import type { Placed } from '../method.ts';
import { type Asked, membersOf, type RowMember, statisticsOf } from '../metrics/asked.ts';
import type { Settings } from '../options.ts';
import type { BinarySample, Samples, Task } from '../sample.ts';
import { areUnits, queryOutcomes } from '../single/share-interval.ts';
import { changes } from './change.ts';
import { pairedOutcomes } from './outcomes.ts';

/** DeLong's interval of the change of the area under the ROC curve. */
export function areaChange(
  place: number,
  base: BinarySample,
  candidate: BinarySample,
  { confidence }: Settings,
): Placed {
  const method = 'delong-paired';
  if (!base.scores) return { place, interval: noInterval('undefined-in-base'), method };
  if (!candidate.scores) return { place, interval: noInterval('undefined-in-candidate'), method };
  return { place, interval: areaDifference(base.labels, base.scores, candidate.scores, confidence), method };
}

/** Newcombe's paired interval of the change of a share of rows. */
export function shareChange<T extends Task>(
  { place, metric, spec, argument }: RowMember<T>,
  [base, candidate]: readonly [Samples[T], Samples[T]],
  { confidence }: Settings,
): Placed {
  const method = 'newcombe-paired';
  const before = metric.outcomes?.(base, spec, argument) ?? { reason: 'no-interval' as const };
  const after = metric.outcomes?.(candidate, spec, argument) ?? { reason: 'no-interval' as const };
  if ('reason' in before) return { place, interval: noInterval('undefined-in-base'), method };
  if ('reason' in after) return { place, interval: noInterval('undefined-in-candidate'), method };
  return { place, interval: newcombePaired(pairedOutcomes(before, after), confidence), method };
}

/**
 * Newcombe's paired interval of the change of a mean over queries of which each gives 0 or 1 for both models, where queries are
 * independent and unweighted: the change of a share. `undefined` for any other.
 */
export function queryShareChange<T extends Task>(
  member: RowMember<T>,
  [base, candidate]: readonly [Samples[T], Samples[T]],
  settings: Settings,
): Placed | undefined {
  if (!areUnits(base, settings)) return undefined;
  const [before, after] = [queryOutcomes(base, member), queryOutcomes(candidate, member)];
  if (!before || before.length !== after?.length) return undefined;
  const interval = newcombePaired(pairedOutcomes(before, after), settings.confidence);
  return { place: member.place, interval, method: 'newcombe-paired' };
}

/** Intervals of changes from one bootstrap of rows, or of clusters: the same weights for both models. */
export function resampledChanges<T extends Task>(
  task: T,
  samples: readonly [Samples[T], Samples[T]],
  asked: Asked<T>,
  settings: Settings,
): Placed[] {
  return bootstrapRows(
    task,
    {
      samples,
      statisticsOf: ([base, candidate]: readonly [Samples[T], Samples[T]]) =>
        changes(statisticsOf(task, base, asked), statisticsOf(task, candidate, asked)),
      members: membersOf(asked),
    },
    settings,
  );
}
