import type { RunRecord } from '@assay/contract';
import { fixed, formatCount } from '../../text/number.ts';
import { comparisonWith, type Figure, figuresOf, intervalWords, toneOf } from '../figures.ts';
import type { Line, Row, Section } from '../model.ts';
import { code, line } from '../spans.ts';
import { changeCell, figureDecimals, movement, nameLine, thisCell } from './metrics.ts';

function row(figure: Figure, small: ReadonlySet<string>, base: boolean): Row {
  const decimals = figureDecimals(figure);
  const slice = figure.slice ?? '';
  const n = figure.candidate?.n ?? figure.change?.n ?? null;
  const cells: Line[] = [
    line(code(slice), small.has(slice) ? ' (few rows)' : ''),
    nameLine(figure),
    line(n === null ? '–' : formatCount(n)),
  ];
  if (base) cells.push(line(figure.change?.base == null ? '–' : fixed(figure.change.base, decimals)));
  cells.push(line(thisCell(figure, decimals)));
  if (base) cells.push(line(changeCell(figure, decimals)));
  return { tone: toneOf(figure), cells };
}

/** Metrics by slice, those that lost most first. */
export function slicesSection(record: RunRecord): Section | null {
  const figures = figuresOf(record, 'slices');
  if (figures.length === 0) return null;
  const base = (comparisonWith(record, 'base')?.metrics ?? []).some((change) => change.slice !== null);
  const small = new Set(
    (record.evaluation?.slices ?? []).filter((each) => each.small).map((each) => each.slice),
  );
  const interval = intervalWords(record);
  const [worst] = figures;
  const worstLine =
    worst?.standing === 'worse'
      ? line(
          ' · worst ',
          code(worst.slice ?? ''),
          ` ${fixed(worst.change?.value ?? 0, figureDecimals(worst), true)}`,
        )
      : [];
  return {
    id: 'slices',
    title: 'slices',
    summary: [...movement(figures), ...worstLine],
    tone: worst?.standing === 'worse' ? 'warning' : 'plain',
    open: false,
    blocks: [
      {
        kind: 'table',
        caption: base ? 'Metrics by slice against the base, largest loss first' : 'Metrics by slice',
        columns: [
          { title: 'slice', align: 'left' },
          { title: 'metric', align: 'left' },
          { title: 'rows', align: 'right' },
          ...(base ? [{ title: 'base', align: 'right' as const }] : []),
          { title: `this, ${interval}`, align: 'right' },
          ...(base ? [{ title: `change, ${interval}`, align: 'right' as const }] : []),
        ],
        rows: figures.map((figure) => row(figure, small, base)),
      },
    ],
  };
}
