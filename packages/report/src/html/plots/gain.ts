import type { Curves } from '@assay/contract';
import { reachedAt } from '../../document/curve-readings.ts';
import { formatShare } from '../../text/number.ts';
import { besideDiagonal, type Plot, SQUARE, share } from './plot.ts';

/** Share of the positives in the rows of the highest scores, beside the diagonal of rows picked by chance. */
export function gainPlot(points: NonNullable<Curves['gain']>): Plot {
  const at = [0.05, 0.1, 0.2].map(
    (selected) => `${formatShare(reachedAt(points, selected))} in ${formatShare(selected)}`,
  );
  return {
    title: 'Gain',
    words: `Gain curve. Share of the positives in the rows of the highest scores: ${at.join(', ')}.`,
    spec: {
      width: SQUARE,
      height: SQUARE,
      layer: besideDiagonal(points, share('x', 'rows selected'), share('y', 'positives found')),
    },
  };
}
