import type { RunRecord } from '@assay/contract';
import { type Figure, figuresOf, toneOf } from '../../document/figures.ts';
import type { ReportDocument } from '../../document/model.ts';
import { plain } from '../../document/spans.ts';
import { formatRelative } from '../../text/number.ts';
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

async function plot(figures: readonly Figure[]): Promise<string> {
  const rows = figures.map(gain).filter((row) => row !== null);
  if (rows.length === 0) return '';
  const words = figures
    .filter((figure) => figure.change?.value != null)
    .slice(0, 12)
    .map(
      ({ metric, change, standing }) =>
        `${metric} ${formatRelative(change?.base ?? null, change?.value ?? null)} (${standing})`,
    );
  const forest = {
    title: 'Change against the base, each with its interval; to the right is better',
    words: `Relative change of each metric against the base: ${words.join(', ')}.`,
    axis: '← worse    relative change    better →',
    format: '+~%',
    reference: 0,
    rows,
  };
  return drawForPages((width) => forestPlot(forest, width));
}

export async function metricsPart(record: RunRecord, document: ReportDocument): Promise<string | null> {
  const section = document.sections.find(({ id }) => id === 'metrics');
  if (section === undefined) return null;
  const tables = section.blocks.filter((block) => block.kind === 'table' || plain(block.line) !== '');
  return [await plot(figuresOf(record, 'overall')), ...tables.map(htmlBlock)].join('\n');
}
