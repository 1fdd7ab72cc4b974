import type { TopLevelSpec } from 'vega-lite';
import { ink, type Plot } from '../html/plots/plot.ts';
import { visible } from '../text/visible.ts';
import type { Scores } from './model.ts';

type Layer = Extract<TopLevelSpec, { layer: unknown }>['layer'][number];

/** A column that is past the alarm line, and the batch after which it first was. */
interface Crossing {
  column: string;
  at: string;
  score: number;
}

const x = {
  field: 'at',
  type: 'temporal' as const,
  title: null,
  scale: { type: 'utc' as const },
  axis: { grid: false, tickCount: 6 },
};
const y = {
  field: 'score',
  type: 'quantitative' as const,
  title: 'evidence (log10)',
  axis: { tickCount: 5 },
};

/**
 * The evidence of each watched column by batch, on the scale of decimal logarithms, the line at which it alarms, and where
 * each column first reached it.
 */
export function scoresPlot({ caption, threshold, points }: Scores, width: number): Plot {
  const alarm = decimal(threshold);
  const values = points.map(({ at, column, score }) => ({
    at,
    column: visible(column),
    score: decimal(score),
  }));
  const columns = [...new Set(values.map(({ column }) => column))];
  const crossings = columns.flatMap((column): Crossing[] => {
    const first = values.find((point) => point.column === column && point.score >= alarm);
    return first === undefined ? [] : [first];
  });
  const middle = values[Math.floor(values.length / 2)];
  const alarmed = new Set(crossings.map(({ column }) => column));
  const spec: TopLevelSpec = {
    width: width - 70,
    height: 180,
    data: { values },
    layer: [
      {
        data: { values: [{}] },
        mark: { type: 'rule', stroke: ink.bad, strokeDash: [4, 4], strokeWidth: 1.25 },
        encoding: { y: { datum: alarm, type: 'quantitative' } },
      },
      ...columns
        .toSorted((a, b) => Number(alarmed.has(a)) - Number(alarmed.has(b)))
        .map((column) => ({
          transform: [{ filter: { field: 'column', equal: column } }],
          mark: {
            type: 'line' as const,
            interpolate: 'step-after' as const,
            stroke: alarmed.has(column) ? ink.accent : ink.muted,
            strokeWidth: alarmed.has(column) ? 2.25 : 1,
            opacity: alarmed.has(column) ? 1 : 0.6,
          },
          encoding: { x, y },
        })),
      ...crossings.flatMap((crossing) => marked(crossing, crossing.at < (middle?.at ?? ''))),
    ],
  };
  return { title: caption, words: `${caption}: ${inWords(crossings)} of ${alarm.toFixed(1)}`, spec };
}

/** A dot where a column reached the line, and beside it its name and day, on the side where there is room. */
function marked(crossing: Crossing, isEarly: boolean): Layer[] {
  const data = { values: [{ ...crossing, text: `${crossing.column}, ${crossing.at}` }] };
  const side = isEarly ? { align: 'left' as const, dx: 8 } : { align: 'right' as const, dx: -8 };
  const label = { type: 'text' as const, baseline: 'bottom' as const, dy: -6, ...side };
  return [
    {
      data,
      mark: { type: 'point' as const, filled: true, size: 70, fill: ink.bad, opacity: 1 },
      encoding: { x, y },
    },
    {
      data,
      mark: { ...label, fill: ink.text, fontSize: 12, fontWeight: 600 },
      encoding: { x, y, text: { field: 'text', type: 'nominal' as const } },
    },
  ];
}

function inWords(crossings: readonly Crossing[]): string {
  if (crossings.length === 0) return 'no column reached the alarm line';
  const each = crossings.map(({ column, at }) => `${column} on ${at}`);
  return `${each.join(', ')} reached the alarm line`;
}

function decimal(natural: number): number {
  return natural / Math.LN10;
}
