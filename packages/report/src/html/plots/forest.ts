import type { TopLevelSpec } from 'vega-lite';
import type { Tone } from '../../document/model.ts';
import { visible } from '../../text/visible.ts';
import { ink, type Plot } from './plot.ts';

/** A dot with its interval. */
export interface ForestRow {
  label: string;
  value: number;
  low: number | null;
  high: number | null;
  /** The baseline's value on the same scale. */
  base: number | null;
  tone: Tone;
}

interface Forest {
  title: string;
  words: string;
  axis: string;
  /** Format of the axis, in d3's notation. */
  format: string;
  /** A line that all rows are compared with. */
  reference: number | null;
  rows: readonly ForestRow[];
}

const STEP = 28;

/** Dots with intervals, one row each, on one scale: the width is that of the whole drawing. */
export function forestPlot({ title, words, axis, format, reference, rows }: Forest, width: number): Plot {
  const labels = width > 500 ? 210 : 120;
  const colour = { bad: ink.bad, good: ink.good, unsure: ink.accent, warning: ink.accent, plain: ink.accent };
  const values = rows.map((row, index) => ({
    ...row,
    label: visible(row.label),
    index,
    low: row.low ?? row.value,
    high: row.high ?? row.value,
    colour: colour[row.tone],
  }));
  const y = {
    field: 'index',
    type: 'ordinal' as const,
    title: null,
    axis: {
      // Rows are told apart by their number, so that two of one name stay two; the label is looked up.
      labelExpr: `data('rows')[datum.value].label`,
      // Without a canvas Vega takes letters for wider than they are.
      labelLimit: labels * 1.35,
      labelFontSize: 12,
      labelColor: ink.text,
      domain: false,
      grid: false,
      minExtent: labels,
      maxExtent: labels,
    },
  };
  const scale = { zero: false, nice: true, padding: 8 };
  const stroke = { field: 'colour', type: 'nominal' as const, scale: null, legend: null };
  const x = (field: string) => ({
    field,
    type: 'quantitative' as const,
    title: axis,
    scale,
    axis: {
      format,
      tickCount: width > 500 ? 8 : 4,
      grid: true,
      labelOverlap: 'greedy' as const,
      labelSeparation: 8,
    },
  });
  const spec: TopLevelSpec = {
    width: width - labels - 24,
    height: { step: STEP },
    data: { name: 'rows', values },
    layer: [
      ...(reference === null
        ? []
        : [
            {
              data: { values: [{}] },
              mark: { type: 'rule' as const, stroke: ink.muted, strokeDash: [3, 4], strokeWidth: 1.25 },
              encoding: { x: { datum: reference, type: 'quantitative' as const } },
            },
          ]),
      {
        mark: { type: 'rule', strokeWidth: 2.5, strokeCap: 'round', opacity: 0.55 },
        encoding: { y, x: x('low'), x2: { field: 'high' }, stroke },
      },
      {
        transform: [{ filter: 'isValid(datum.base)' }],
        mark: { type: 'tick', orient: 'vertical', thickness: 2, size: 14, color: ink.muted },
        encoding: { y, x: x('base') },
      },
      {
        mark: { type: 'point', filled: true, size: 72, opacity: 1, stroke: ink.paper, strokeWidth: 1.5 },
        encoding: { y, x: x('value'), fill: stroke },
      },
    ],
  };
  return { title, words, spec };
}
