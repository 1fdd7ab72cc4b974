import type { Curves } from '@assay/contract';
import { reachedAt } from '../../document/curve-readings.ts';
import { formatShare } from '../../text/number.ts';
import { guide, ink, type Plot, SQUARE, share } from './plot.ts';

/** Receiver operating characteristic, beside the diagonal of a coin. */
export function rocPlot(points: NonNullable<Curves['roc']>): Plot {
  const at = [0.05, 0.1, 0.2].map(
    (rate) => `${formatShare(reachedAt(points, rate))} at ${formatShare(rate)}`,
  );
  return {
    title: 'ROC',
    words: `ROC curve. True positive rate by false positive rate: ${at.join(', ')}.`,
    spec: {
      width: SQUARE,
      height: SQUARE,
      layer: [
        guide([
          { x: 0, y: 0 },
          { x: 1, y: 1 },
        ]),
        {
          data: { values: points.map(([x, y], order) => ({ x, y, order })) },
          mark: { type: 'line', stroke: ink.accent, strokeWidth: 2 },
          encoding: {
            x: share('x', 'false positive rate'),
            y: share('y', 'true positive rate'),
            order: { field: 'order' },
          },
        },
      ],
    },
  };
}
