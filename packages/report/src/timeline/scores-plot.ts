import type { TopLevelSpec } from 'vega-lite';
import { ink, type Plot } from '../html/plots/plot.ts';
import { visible } from '../text/visible.ts';
import type { Scores } from './model.ts';

/** The evidence of each watched column by batch, on the scale of decimal logarithms, and the line at which it alarms. */
export function scoresPlot({ caption, threshold, points }: Scores, width: number): Plot {
  const decimal = (natural: number) => natural / Math.LN10;
  const values = points.map(({ at, column, score }) => ({
    at,
    column: visible(column),
    score: decimal(score),
  }));
  const columns = [...new Set(values.map(({ column }) => column))];
  const alarmed = columns.filter((column) =>
    values.some((point) => point.column === column && point.score >= decimal(threshold)),
  );
  const x = { field: 'at', type: 'temporal' as const, title: null, axis: { grid: false, tickCount: 6 } };
  const y = {
    field: 'score',
    type: 'quantitative' as const,
    title: 'evidence (log10)',
    axis: { tickCount: 5 },
  };
  const spec: TopLevelSpec = {
    width: width - 70,
    height: 180,
    data: { values },
    layer: [
      {
        data: { values: [{}] },
        mark: { type: 'rule', stroke: ink.bad, strokeDash: [4, 4], strokeWidth: 1.25 },
        encoding: { y: { datum: decimal(threshold), type: 'quantitative' } },
      },
      ...columns.map((column) => ({
        transform: [{ filter: { field: 'column', equal: column } }],
        mark: {
          type: 'line' as const,
          interpolate: 'step-after' as const,
          stroke: alarmed.includes(column) ? ink.accent : ink.muted,
          strokeWidth: alarmed.includes(column) ? 2.25 : 1,
          opacity: alarmed.includes(column) ? 1 : 0.6,
        },
        encoding: { x, y },
      })),
    ],
  };
  const last = values.at(-1)?.at ?? '';
  const words = `${caption}: ${alarmed.length === 0 ? 'no column' : alarmed.join(', ')} reached the alarm line of ${decimal(threshold).toFixed(1)} by ${last}`;
  return { title: caption, words, spec };
}
