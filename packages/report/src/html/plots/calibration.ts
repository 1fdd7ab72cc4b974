import type { Curves } from '@assay/contract';
import { largestGap, telling } from '../../document/curve-readings.ts';
import { fixed } from '../../text/number.ts';
import { counted } from '../../text/words.ts';
import { guide, ink, type Plot, SQUARE, share } from './plot.ts';

/** Observed by predicted share, each bin with its interval; a calibrated model lies on the diagonal. */
export function calibrationPlot(all: NonNullable<Curves['calibration']>): Plot {
  const bins = telling(all);
  const few = all.length - bins.length;
  const left = few === 0 ? '' : `; ${counted(few, 'bin')} of fewer than 10 rows left out`;
  const [x, y] = [share('predicted', 'predicted'), share('observed', 'observed')];
  return {
    title: `Calibration${left}`,
    words: `Calibration in ${counted(bins.length, 'bin')}${left}. The largest gap between predicted and observed share is ${fixed(largestGap(bins), 4)}.`,
    spec: {
      width: SQUARE,
      height: SQUARE,
      data: { values: bins },
      layer: [
        guide([
          { x: 0, y: 0 },
          { x: 1, y: 1 },
        ]),
        {
          mark: { type: 'rule', stroke: ink.accent, strokeWidth: 2, strokeCap: 'round', opacity: 0.5 },
          encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' } },
        },
        {
          mark: {
            type: 'point',
            filled: true,
            size: 56,
            opacity: 1,
            fill: ink.accent,
            stroke: ink.paper,
            strokeWidth: 1.5,
          },
          encoding: { x, y },
        },
      ],
    },
  };
}
