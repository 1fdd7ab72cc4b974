import type { RunRecord } from '@assay/contract';
import { type Figure, figuresOf, toneOf } from '../../document/figures.ts';
import type { ReportDocument } from '../../document/model.ts';
import { formatEstimate, formatRelative } from '../../text/number.ts';
import { htmlBlock } from '../blocks.ts';
import { drawForPages } from '../plots/draw.ts';
import { type ForestRow, forestPlot } from '../plots/forest.ts';

/** The change as a share of the base's size, turned so that more is better: metrics of all units on one scale. */
function gain(figure: Figure): ForestRow | null {
  const { change, direction, metric } = figure;
  if (change?.value == null || change.base === null || change.base === 0 || direction === null) return null;
  const size = Math.abs(change.base);
  const turn = direction === 'higher' ? 1 / size : -1 / size;
  const ends = change.low === null || change.high === null ? null : [change.low * turn, change.high * turn];
  return {
    label: metric,
    value: change.value * turn,
    low: ends === null ? null : Math.min(...ends),
    high: ends === null ? null : Math.max(...ends),
    base: null,
    tone: toneOf(figure),
  };
}

/** Without a base: metrics between 0 and 1 with an interval share a scale, others have none to share. */
function level({ candidate, metric }: Figure): ForestRow | null {
  if (candidate?.value == null || candidate.low === null || candidate.high === null) return null;
  if (candidate.low < 0 || candidate.high > 1) return null;
  const { value, low, high } = candidate;
  return { label: metric, value, low, high, base: null, tone: 'plain' };
}

function forestOf(figures: readonly Figure[]) {
  const gains = figures.map(gain).filter((row) => row !== null);
  if (gains.length > 0) {
    const words = figures
      .filter((figure) => figure.change?.value != null)
      .slice(0, 12)
      .map(({ metric, change, standing }) => {
        const relative = formatRelative(change?.base ?? null, change?.value ?? null);
        return `${metric} ${relative}${standing === 'alone' ? '' : ` (${standing})`}`;
      });
    return {
      title: `Relative change against the base${gains.some(({ low }) => low !== null) ? ', each with its interval' : ''}; to the right is better`,
      words: `Relative change of each metric against the base: ${words.join(', ')}.`,
      axis: '← worse · better →',
      format: '+~%',
      reference: 0,
      rows: gains,
    };
  }
  const rows = figures.map(level).filter((row) => row !== null);
  return {
    title: 'Metrics between 0 and 1, each with its interval',
    words: `Metrics: ${rows
      .slice(0, 12)
      .map((row) => `${row.label} ${formatEstimate(row)}`)
      .join(', ')}.`,
    axis: 'value',
    format: ',~r',
    reference: null,
    rows,
  };
}

async function plot(figures: readonly Figure[]): Promise<string> {
  const forest = forestOf(figures);
  return forest.rows.length === 0 ? '' : drawForPages((width) => forestPlot(forest, width));
}

export async function metricsPart(record: RunRecord, document: ReportDocument): Promise<string | null> {
  const section = document.sections.find(({ id }) => id === 'metrics');
  if (section === undefined) return null;
  return [await plot(figuresOf(record, 'overall')), ...section.blocks.map(htmlBlock)].join('\n');
}
