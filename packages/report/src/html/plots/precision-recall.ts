import type { Curves } from '@assay/contract';
import { reachedAt } from '../../document/curve-readings.ts';
import { formatShare } from '../../text/number.ts';
import { ink, type Plot, SQUARE, share } from './plot.ts';

/** Precision by recall. */
export function precisionRecallPlot(points: NonNullable<Curves['precision-recall']>): Plot {
  const at = [0.5, 0.8, 0.95].map(
    (recall) => `${formatShare(reachedAt(points, recall))} at ${formatShare(recall)}`,
  );
  return {
    title: 'Precision and recall',
    words: `Precision-recall curve. Precision by recall: ${at.join(', ')}.`,
    spec: {
      width: SQUARE,
      height: SQUARE,
      data: { values: points.map(([x, y], order) => ({ x, y, order })) },
      mark: { type: 'line', stroke: ink.accent, strokeWidth: 2 },
      encoding: { x: share('x', 'recall'), y: share('y', 'precision'), order: { field: 'order' } },
    },
  };
}
