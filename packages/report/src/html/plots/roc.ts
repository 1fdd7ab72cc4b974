import type { Curves } from '@assay/contract';
import { reachedAt } from '../../document/curve-readings.ts';
import { formatShare } from '../../text/number.ts';
import { besideDiagonal, type Plot, SQUARE, share } from './plot.ts';

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
      layer: besideDiagonal(points, share('x', 'false positive rate'), share('y', 'true positive rate')),
    },
  };
}
