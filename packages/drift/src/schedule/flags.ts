import { type Flags, flagStreams, meanLevel } from '@assay/stats';
import type { MonitorState } from './monitor-state.ts';

/** Scores of all streams, columns first, then metrics, each in the state's order; and which of them are flagged. */
export interface StateFlags extends Flags {
  readonly scores: readonly number[];
  /** From which score on a stream is flagged when no other is. */
  readonly alone: number;
}

/** Which columns and metrics are flagged by what the monitor has gathered so far. */
export function stateFlags(state: MonitorState): StateFlags {
  const scores = [
    ...state.columns.map(({ levels }) => meanLevel(levels)),
    ...state.metrics.map(({ level }) => level),
  ];
  const alpha = state.settings.falseAlarms / state.settings.patience;
  return { scores, ...flagStreams(scores, alpha), alone: Math.log1p(scores.length / alpha) };
}
