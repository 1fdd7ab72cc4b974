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
import type { Line, Row, Section, Span } from '../model.ts';
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

/** This run's value with its interval; or why there is none. */
export function thisCell(figure: Figure, decimals: number): string {
  const { candidate } = figure;
  if (candidate === null) return '–';
  if (candidate.value === null) return candidate.reason === null ? '–' : `– (${candidate.reason})`;
  const whole = candidate.low === null && figure.change?.value == null;
  return whole ? formatNumber(candidate.value) : formatEstimate(candidate, decimals);
}

/** The change with its interval; or why there is none. */
export function changeCell({ change }: Figure, decimals: number): string {
  if (change === null) return '–';
  return change.value === null && change.reason !== null
    ? `– (${change.reason})`
    : formatChange(change, decimals);
}

function row(figure: Figure, columns: { base: boolean; trivial: boolean }): Row {
  const decimals = figureDecimals(figure);
  const shown = (value: number | null) => line(value === null ? '–' : fixed(value, decimals));
  const cells: Line[] = [nameLine(figure)];
  if (columns.trivial) cells.push(shown(figure.trivial));
  if (columns.base) cells.push(shown(figure.change?.base ?? null));
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

/** How many are worse and better, and which are new or gone: "3 of 7 worse, 1 better · new `brier`". */
export function movement(figures: readonly Figure[]): Line {
  const of = (standing: Figure['standing']) => figures.filter((figure) => figure.standing === standing);
  const [worse, better] = [of('worse').length, of('better').length];
  const compared = worse + better + of('same').length > 0;
  const counts =
    worse > 0 ? `${worse} of ${figures.length} worse` : `${figures.length}${compared ? ', none worse' : ''}`;
  const named = (['new', 'gone'] as const).flatMap((standing): (string | Span)[] => {
    const names = of(standing)
      .slice(0, 3)
      .map((figure) => code(figure.slice ?? figure.metric));
    const rest = of(standing).length - names.length;
    const list = names.flatMap((name, index) => (index === 0 ? [name] : [', ', name]));
    return list.length === 0 ? [] : [` · ${standing} `, ...list, ...(rest > 0 ? [` and ${rest} more`] : [])];
  });
  return line(counts + (better > 0 ? `, ${better} better` : ''), ...named);
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
    summary: movement(figures),
    tone: figures.some((figure) => figure.standing === 'worse') ? 'bad' : 'plain',
    open: record.verdict === undefined,
    blocks: [
      {
        kind: 'table',
        caption: base ? 'Metrics over all rows against the base' : 'Metrics over all rows',
        columns: [
          { title: 'metric', align: 'left' },
          ...(trivial ? [{ title: 'trivial', align: 'right' as const }] : []),
          ...(base ? [{ title: 'base', align: 'right' as const }] : []),
          {
            title: figures.some((figure) => figure.candidate?.low != null) ? `this, ${interval}` : 'this',
            align: 'right',
          },
          ...(base
            ? [
                { title: `change, ${interval}`, align: 'right' as const },
                { title: 'relative', align: 'right' as const },
              ]
            : []),
        ],
        rows: figures.map((figure) => row(figure, { base, trivial })),
      },
    ],
  };
}
