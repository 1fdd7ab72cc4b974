import type { RunRecord } from '@assay/contract';
import { reasonInWords } from '@assay/stats';
import {
  decimalsFor,
  fixed,
  formatChange,
  formatEstimate,
  formatNumber,
  formatRelative,
  halfWidth,
  withoutRounding,
} from '../../text/number.ts';
import { comparisonWith, intervalWords } from '../comparison.ts';
import { type Figure, figuresOf, toneOf } from '../figures.ts';
import { grownOf } from '../grown.ts';
import type { Column, Line, Section } from '../model.ts';
import { movement } from '../movement.ts';
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
  const values = [
    candidate?.value ?? null,
    change?.base ?? null,
    change?.value ?? null,
    trivial && withoutRounding(trivial, candidate?.value ?? 0),
  ];
  return decimalsFor(values, widths.length === 0 ? null : Math.min(...widths));
}

/** The base's value. */
export function baseCell({ change }: Figure, decimals: number): string {
  return change?.base == null ? '–' : fixed(change.base, decimals);
}

/** This run's value on the rows that it was compared on. */
export function comparedCell({ change }: Figure, decimals: number): string {
  return change?.candidate == null ? '–' : fixed(change.candidate, decimals);
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

type Shown = Column & { cell: (figure: Figure, decimals: number) => string };

const right = (title: string, cell: Shown['cell']): Shown => ({ title, align: 'right', cell });
const spare = (title: string, cell: Shown['cell']): Shown => ({ ...right(title, cell), spare: true });

const valueOfTrivial: Shown['cell'] = ({ trivial, candidate }, decimals) =>
  trivial === null ? '–' : fixed(withoutRounding(trivial, candidate?.value ?? 0), decimals);
const relative: Shown['cell'] = ({ change }) => formatRelative(change?.base ?? null, change?.value ?? null);

/** Figures that stand beside each other are of the same rows: where the base knew fewer, those of all rows come last. */
function columnsOf(record: RunRecord, figures: readonly Figure[], base: boolean): Shown[] {
  const interval = intervalWords(record);
  const grown = grownOf(record);
  const rows = grown === null ? '' : `, ${grown.all}`;
  const trivial = figures.some((figure) => figure.trivial !== null)
    ? [spare(`trivial${rows}`, valueOfTrivial)]
    : [];
  const ranged = figures.some((figure) => figure.candidate?.low != null);
  const whole = right(`this${rows}${ranged ? `, ${interval}` : ''}`, thisCell);
  if (!base) return [...trivial, whole];
  const change = [
    right(
      figures.some((figure) => figure.change?.low != null) ? `change, ${interval}` : 'change',
      changeCell,
    ),
    spare('relative', relative),
  ];
  return grown === null
    ? [...trivial, right('base', baseCell), whole, ...change]
    : [
        right('base', baseCell),
        right(`this, the same ${grown.known}`, comparedCell),
        ...change,
        ...trivial,
        whole,
      ];
}

/** Metrics over all rows, beside the base. */
export function metricsSection(record: RunRecord): Section | null {
  const figures = figuresOf(record, 'overall');
  if (figures.length === 0) return null;
  const base = (comparisonWith(record, 'base')?.metrics.length ?? 0) > 0;
  const grown = grownOf(record);
  const columns = columnsOf(record, figures, base);
  const over =
    grown === null ? 'over all rows' : `over the ${grown.known} that the base knew and ${grown.all}`;
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
        caption: base ? `Metrics ${over} against the base` : 'Metrics over all rows',
        columns: [
          { title: 'metric', align: 'left' },
          ...columns.map(({ cell: _, ...column }): Column => column),
        ],
        rows: figures.map((figure) => {
          const decimals = figureDecimals(figure);
          const cells = columns.map(({ cell }) => line(cell(figure, decimals)));
          return { tone: toneOf(figure), cells: [nameLine(figure), ...cells] };
        }),
      },
    ],
  };
}
