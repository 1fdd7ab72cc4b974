import { jackknifeCells } from '../bootstrap/acceleration.ts';
import { bootstrap } from '../bootstrap/bootstrap.ts';
import { drawCells } from '../bootstrap/draw-cells.ts';
import { noInterval } from '../intervals/interval.ts';
import { newcombePaired } from '../intervals/newcombe.ts';
import type { Placed } from '../method.ts';
import { type CellGroup, type CellMember, memberValue } from '../metrics/asked.ts';
import { decisions } from '../metrics/cells.ts';
import type { Settings } from '../options.ts';
import type { Samples, Task } from '../sample.ts';
import { change } from './change.ts';
import { type JointCells, jointCells, marginalsOf, pairedCounts } from './outcomes.ts';

/**
 * Intervals of the changes of metrics of one confusion matrix, rows being independent: Newcombe's paired interval for
 * proportions whose rows the labels choose, else a bootstrap of the counts of (label, prediction, prediction).
 */
export function cellDifferences<T extends Task>(
  task: T,
  samples: readonly [Samples[T], Samples[T]],
  group: CellGroup,
  settings: Settings,
): Placed[] {
  const [base, candidate] = samples.map((sample) => decisions(task, sample, group.threshold));
  if (!base || 'reason' in base) return without(group, 'undefined-in-base');
  if (!candidate || 'reason' in candidate) return without(group, 'undefined-in-candidate');
  const direct = group.members.filter(({ metric, of }) => metric.pairedOver && of >= 0);
  const others = group.members.filter((member) => !direct.includes(member));
  const joint = jointCells(base, candidate);
  return [
    ...direct.map((member) => proportionDifference(member, joint, settings.confidence)),
    ...resampledDifferences(others, joint, base.labels.length, settings),
  ];
}

function without(group: CellGroup, reason: 'undefined-in-base' | 'undefined-in-candidate'): Placed[] {
  return group.members.map(({ place }) => ({
    place,
    interval: noInterval(reason),
    method: 'bootstrap-paired',
  }));
}

function proportionDifference(
  { place, metric, of }: CellMember,
  joint: JointCells,
  confidence: number,
): Placed {
  const outcomes = pairedCounts(joint, (label) => metric.pairedOver?.(label, of) ?? false);
  const interval = newcombePaired(outcomes, confidence);
  return {
    place,
    interval: interval.value === null ? noInterval('undefined-in-base') : interval,
    method: 'newcombe-paired',
  };
}

function resampledDifferences(
  members: readonly CellMember[],
  joint: JointCells,
  rows: number,
  settings: Settings,
): Placed[] {
  if (members.length === 0) return [];
  const marginals = marginalsOf(joint);
  const differences = (counts: Float64Array) => {
    const cells = marginals(counts);
    return members.map((member) =>
      change(memberValue(member, cells.base), memberValue(member, cells.candidate)),
    );
  };
  return bootstrap(
    {
      draw: drawCells(joint.counts, rows, settings.seed),
      size: joint.counts.length,
      units: rows,
      jackknife: () => jackknifeCells(joint.counts),
      statistics: differences,
      estimates: differences(joint.counts),
      members,
      method: 'bootstrap-paired',
      models: 2,
    },
    settings,
  );
}
