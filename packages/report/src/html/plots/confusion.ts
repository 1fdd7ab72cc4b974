import type { Curves } from '@assay/contract';
import { formatNumber, formatShare } from '../../text/number.ts';
import { visible } from '../../text/visible.ts';
import { ink, type Plot, SQUARE } from './plot.ts';

/** More classes than this leave no room for figures in the cells. */
const MOST_WRITTEN = 6;

/** Counts by true and predicted class; the shade is the share of the true class. */
export function confusionPlot({ classes, counts }: NonNullable<Curves['confusion']>): Plot {
  const labels = classes.map((name, index) => visible(name).trim() || `class ${index + 1}`);
  const cells = counts.flatMap((row, truth) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return row.map((count, predicted) => ({
      truth,
      predicted,
      // Shades stop where text on them would be hard to read.
      shade: total === 0 ? 0 : (count / total) * 0.4,
      count: formatNumber(count),
      share: total === 0 ? '–' : formatShare(count / total),
    }));
  });
  const axis = (title: string) => ({
    type: 'ordinal' as const,
    title,
    scale: { padding: 0.04 },
    axis: {
      labelExpr: `${JSON.stringify(labels)}[datum.value]`,
      labelAngle: 0,
      labelLimit: 90,
      domain: false,
    },
  });
  const encoding = {
    x: { field: 'predicted', ...axis('predicted') },
    y: { field: 'truth', ...axis('true') },
  };
  const recalls = labels.map((label, index) => {
    const own = cells.find((cell) => cell.truth === index && cell.predicted === index);
    return `${label} ${own?.share ?? '–'}`;
  });
  return {
    title: 'Confusion matrix',
    words: `Confusion matrix. Share of each true class that is predicted as such: ${recalls.slice(0, 12).join(', ')}.`,
    spec: {
      width: SQUARE,
      height: SQUARE,
      data: { values: cells },
      layer: [
        {
          mark: { type: 'rect', fill: ink.accent, cornerRadius: 3 },
          encoding: { ...encoding, fillOpacity: { field: 'shade', type: 'quantitative', scale: null } },
        },
        ...(classes.length > MOST_WRITTEN
          ? []
          : [
              {
                mark: { type: 'text' as const, dy: -7, fontSize: 15, fill: ink.text },
                encoding: { ...encoding, text: { field: 'count', type: 'nominal' as const } },
              },
              {
                mark: { type: 'text' as const, dy: 11, fontSize: 11, fill: ink.text },
                encoding: { ...encoding, text: { field: 'share', type: 'nominal' as const } },
              },
            ]),
      ],
    },
  };
}
