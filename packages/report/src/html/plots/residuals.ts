import type { Curves } from '@assay/contract';
import { formatNumber, formatShare } from '../../text/number.ts';
import { ink, type Plot, SQUARE } from './plot.ts';

/** Quantiles of true minus predicted. */
export function residualsPlot(residuals: NonNullable<Curves['residuals']>): Plot {
  const at = residuals
    .slice(0, 12)
    .map(({ quantile, value }) => `${formatNumber(value)} at ${formatShare(quantile)}`);
  return {
    title: 'Residuals (true minus predicted)',
    words: `Quantiles of the residuals: ${at.join(', ')}.`,
    spec: {
      width: SQUARE,
      height: SQUARE,
      layer: [
        {
          mark: { type: 'rule', stroke: ink.muted, strokeDash: [3, 4] },
          encoding: { y: { datum: 0, type: 'quantitative' } },
        },
        {
          data: { values: residuals },
          mark: { type: 'line', stroke: ink.accent, strokeWidth: 2, point: { fill: ink.accent, size: 40 } },
          encoding: {
            x: { field: 'quantile', type: 'quantitative', title: 'quantile', axis: { format: '~%' } },
            y: { field: 'value', type: 'quantitative', title: 'residual' },
          },
        },
      ],
    },
  };
}
