import type { RunRecord } from '@assay/contract';
import { type Figure, toneOf } from '../../document/figures.ts';
import { grownOf } from '../../document/grown.ts';
import type { ReportDocument } from '../../document/model.ts';
import { allSlices } from '../../document/slice-tables.ts';
import { slicesOf } from '../../document/slices.ts';
import { formatCount, formatEstimate } from '../../text/number.ts';
import { counted } from '../../text/words.ts';
import { folded, htmlTable } from '../blocks.ts';
import { escapeHtml, htmlLine } from '../escape.ts';
import { drawForPages } from '../plots/draw.ts';
import { type ForestRow, forestPlot } from '../plots/forest.ts';

/** More rows than this are read in the table. */
const MOST_DRAWN = 40;
/** Figures of the table: a page of more is too large to open. The record has all. */
const MOST_LISTED = 2000;
/** Metrics that get a plot; the first ones of the evaluation. */
const MOST_METRICS = 3;

function row(figure: Figure, withBase: boolean): ForestRow | null {
  const { candidate, change, slice } = figure;
  if (candidate?.value == null) return null;
  return {
    label: slice ?? '',
    value: candidate.value,
    low: candidate.low,
    high: candidate.high,
    base: withBase ? (change?.base ?? null) : null,
    tone: toneOf(figure),
  };
}

async function plotOf(
  metric: string,
  overall: number | null,
  figures: readonly Figure[],
  withBase: boolean,
): Promise<string> {
  const rows = figures.map((figure) => row(figure, withBase)).filter((each) => each !== null);
  if (rows.length === 0) return '';
  const shown = rows.slice(0, MOST_DRAWN);
  const words = shown.slice(0, 12).map((each) => `${each.label} ${formatEstimate(each)}`);
  const first =
    rows.length > shown.length ? `, the first ${shown.length} of ${formatCount(rows.length)}` : '';
  const base = shown.some((each) => each.base !== null) ? '; the bar is the base' : '';
  const forest = {
    title: `${metric} by slice${first}${base}${overall === null ? '' : '; the dashed line is all rows'}`,
    words: `${metric} of ${counted(rows.length, 'slice')}: ${words.join(', ')}.`,
    axis: metric,
    format: ',~r',
    reference: overall,
    rows: shown,
  };
  return drawForPages((width) => forestPlot(forest, width));
}

export async function slicesPart(record: RunRecord, document: ReportDocument): Promise<string | null> {
  const section = document.sections.find(({ id }) => id === 'slices');
  if (section === undefined) return null;
  const slices = slicesOf(record);
  const figures = slices.flatMap((slice) => slice.figures);
  const few = slices.filter(({ standing }) => standing === 'few').length;
  const metrics = [
    ...new Set(
      (record.evaluation?.metrics ?? []).filter((each) => each.slice !== null).map((each) => each.metric),
    ),
  ];
  const plots = await Promise.all(
    metrics.slice(0, MOST_METRICS).map((metric) => {
      const overall = record.evaluation?.metrics.find(
        (each) => each.metric === metric && each.slice === null,
      );
      return plotOf(
        metric,
        overall?.value ?? null,
        figures.filter((figure) => figure.metric === metric && figure.standing !== 'few'),
        // The base's value on fewer rows is nothing to hold a value on all of them against.
        grownOf(record) === null,
      );
    }),
  );
  const all = allSlices(record);
  const tables = htmlTable({ ...all, rows: all.rows.slice(0, MOST_LISTED) });
  const table =
    figures.length > MOST_DRAWN
      ? folded(
          escapeHtml(
            figures.length > MOST_LISTED
              ? `the first ${formatCount(MOST_LISTED)} of ${formatCount(figures.length)} figures of ${counted(slices.length, 'slice')}; the record has all`
              : `all ${counted(slices.length, 'slice')}: ${formatCount(figures.length)} figures`,
          ),
          tables,
        )
      : tables;
  const note =
    few === 0
      ? ''
      : `<p class="lead">${counted(few, 'slice')} with fewer than 30 rows ${few === 1 ? 'is' : 'are'} in the table alone.</p>`;
  return [`<p class="lead">${htmlLine(section.summary)}</p>`, ...plots, note, table].join('\n');
}
