import type { TopLevelSpec } from 'vega-lite';

/** A plot: what Vega-Lite draws, and the same figures in words for those who do not see it. */
export interface Plot {
  title: string;
  words: string;
  spec: TopLevelSpec;
}

/**
 * Colours are the page's variables, so that one drawing serves light and dark. Vega hands them through to the SVG,
 * as nothing here interpolates between colours.
 */
export const ink = {
  text: 'var(--ink)',
  muted: 'var(--muted)',
  line: 'var(--line)',
  accent: 'var(--accent)',
  bad: 'var(--bad)',
  good: 'var(--good)',
  paper: 'var(--paper)',
} as const;

/** Side of the square plots, in pixels. */
export const SQUARE = 260;

/** A diagonal or another line that the eye compares with. */
export function guide(points: readonly { x: number; y: number }[]) {
  return {
    data: { values: [...points] },
    mark: { type: 'line' as const, stroke: ink.muted, strokeDash: [3, 4], strokeWidth: 1 },
    encoding: {
      x: { field: 'x', type: 'quantitative' as const },
      y: { field: 'y', type: 'quantitative' as const },
    },
  };
}

/** A curve from corner to corner, and the diagonal of chance. */
export function besideDiagonal(
  points: readonly (readonly [number, number])[],
  x: ReturnType<typeof share>,
  y: ReturnType<typeof share>,
) {
  return [
    guide([
      { x: 0, y: 0 },
      { x: 1, y: 1 },
    ]),
    {
      data: { values: points.map(([x, y], order) => ({ x, y, order })) },
      mark: { type: 'line' as const, stroke: ink.accent, strokeWidth: 2 },
      encoding: { x, y, order: { field: 'order' } },
    },
  ];
}

/** An axis over shares. */
export function share(field: string, title: string) {
  return {
    field,
    type: 'quantitative' as const,
    title,
    scale: { domain: [0, 1], nice: false },
    axis: { values: [0, 0.25, 0.5, 0.75, 1], format: '~%' },
  };
}
