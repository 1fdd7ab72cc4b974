import type { RunRecord } from '@assay/contract';
import {
  decimalsFor,
  fixed,
  formatChange,
  formatEstimate,
  formatNumber,
  formatRelative,
  halfWidth,
} from '../../text/number.ts';
import { comparisonWith, type Figure, figuresOf, intervalWords, toneOf } from '../figures.ts';
import type { Line, Row, Section } from '../model.ts';
import { movement } from '../movement.ts';
import { reasonInWords } from '../reasons.ts';
import { code, line } from '../spans.ts';

/** The metric's name, which way is better, and whether it is new or gone. */
export function nameLine({ metric, direction, standing }: Figure): Line {
  const arrow = direction === null ? '' : direction === 'higher' ? '\u00a0↑' : '\u00a0↓';
  return line(code(metric), arrow + (standing === 'new' || standing === 'gone' ? ` (${standing})` : ''));
}

/** Decimals that a row's figures share. */
export function figureDecimals({ candidate, change, trivial }: Figure): number {
  const widths = [candidate, change]
    .map((of) => (of === null ? null : halfWidth(of)))
    .filter((of) => of !== null);
  const values = [candidate?.value ?? null, change?.base ?? null, change?.value ?? null, trivial];
  return decimalsFor(values, widths.length === 0 ? null : Math.min(...widths));
}

/** The base's value. */
export function baseCell({ change }: Figure, decimals: number): string {
  return change?.base == null ? '–' : fixed(change.base, decimals);
}

/** This run's value with its interval; or why there is none. */
export function thisCell(figure: Figure, decimals: number): string {
  const { candidate } = figure;
  if (candidate === null) return '–';
  if (candidate.value === null)
    return candidate.reason === null ? '–' : `– (${reasonInWords(candidate.reason)})`;
  const whole = candidate.low === null && figure.change?.value == null;
  return whole ? formatNumber(candidate.value) : formatEstimate(candidate, decimals);
}

/** The change with its interval; or why there is none, where the value beside it does not say so already. */
export function changeCell({ change, candidate }: Figure, decimals: number): string {
  if (change === null) return '–';
  if (change.value !== null) return formatChange(change, decimals);
  const said = candidate !== null && candidate.value === null && candidate.reason !== null;
  return change.reason === null || said ? '–' : `– (${reasonInWords(change.reason)})`;
}

function row(figure: Figure, columns: { base: boolean; trivial: boolean }): Row {
  const decimals = figureDecimals(figure);
  const cells: Line[] = [nameLine(figure)];
  if (columns.trivial) cells.push(line(figure.trivial === null ? '–' : fixed(figure.trivial, decimals)));
  if (columns.base) cells.push(line(baseCell(figure, decimals)));
  cells.push(line(thisCell(figure, decimals)));
  if (columns.base) {
    const { change } = figure;
    cells.push(
      line(changeCell(figure, decimals)),
      line(formatRelative(change?.base ?? null, change?.value ?? null)),
    );
  }
  return { tone: toneOf(figure), cells };
}

/** Metrics over all rows, beside the base. */
export function metricsSection(record: RunRecord): Section | null {
  const figures = figuresOf(record, 'overall');
  if (figures.length === 0) return null;
  const base = (comparisonWith(record, 'base')?.metrics.length ?? 0) > 0;
  const trivial = figures.some((figure) => figure.trivial !== null);
  const interval = intervalWords(record);
  return {
    id: 'metrics',
    title: 'metrics',
    summary: movement(figures.map(({ metric, standing }) => ({ name: metric, standing }))),
    tone: figures.some((figure) => figure.standing === 'worse') ? 'bad' : 'plain',
    // Without a verdict, or anything to compare with, the values are what there is to see.
    open: record.verdict === undefined || !base,
    blocks: [
      {
        kind: 'table',
        caption: base ? 'Metrics over all rows against the base' : 'Metrics over all rows',
        columns: [
          { title: 'metric', align: 'left' },
          ...(trivial ? [{ title: 'trivial', align: 'right' as const, spare: true as const }] : []),
          ...(base ? [{ title: 'base', align: 'right' as const }] : []),
          {
            title: figures.some((figure) => figure.candidate?.low != null) ? `this, ${interval}` : 'this',
            align: 'right',
          },
          ...(base
            ? [
                {
                  title: figures.some((figure) => figure.change?.low != null)
                    ? `change, ${interval}`
                    : 'change',
                  align: 'right' as const,
                },
                { title: 'relative', align: 'right' as const, spare: true as const },
              ]
            : []),
        ],
        rows: figures.map((figure) => row(figure, { base, trivial })),
      },
    ],
  };
}
