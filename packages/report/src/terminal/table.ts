import type { Line, Table } from '../document/model.ts';
import { line, plain } from '../document/spans.ts';
import { visible } from '../text/visible.ts';
import { type Drawn, drawn, styled, toneFormats } from './style.ts';
import { widthOf } from './wrap.ts';

const GAP = 2;

/** Words wrap well down to this width; figures do not wrap well at all. */
const NARROW = 20;

/** Widths of columns that fit: the widest column of words gives way first, then the widest of all. */
function fit(columns: readonly { natural: number; align: string }[], room: number): number[] {
  const widths = columns.map(({ natural }) => natural);
  while (widths.reduce((sum, width) => sum + width, 0) > room) {
    const words = widths.filter((width, index) => columns[index]?.align === 'left' && width > NARROW);
    const widest = Math.max(...(words.length > 0 ? words : widths));
    if (widest <= 1) break;
    widths[
      widths.findIndex(
        (width, index) => width === widest && (words.length === 0 || columns[index]?.align === 'left'),
      )
    ] = widest - 1;
  }
  return widths;
}

function pad({ text, width }: Drawn, to: number, align: 'left' | 'right' | 'center'): string {
  const space = ' '.repeat(Math.max(0, to - width));
  return align === 'right' ? space + text : text + space;
}

/** Columns, left to right, without as many of the spare ones as it takes to fit. */
function columnsThatFit(table: Table, rows: readonly { cells: readonly Line[] }[], room: number) {
  const columns = table.columns.map((column, index) => ({
    ...column,
    index,
    natural: Math.max(1, ...rows.map((row) => widthOf(visible(plain(row.cells[index] ?? []))))),
  }));
  const tooWide = () => columns.reduce((sum, { natural }) => sum + natural + GAP, -GAP) > room;
  while (tooWide()) {
    const at = columns.findLastIndex(({ spare }) => spare);
    if (at === -1) break;
    columns.splice(at, 1);
  }
  return columns;
}

/** A table aligned by display width; where the terminal is narrow, spare columns go and cells wrap. */
export function terminalTable(
  table: Table,
  width: number,
  color: boolean,
  most = Number.POSITIVE_INFINITY,
): string[] {
  const rows = [
    { cells: table.columns.map((column) => line(column.title)), format: 'dim' as const },
    ...table.rows.slice(0, most).map((row) => ({ cells: row.cells, format: toneFormats[row.tone] })),
  ];
  const columns = columnsThatFit(table, rows, width);
  const widths = fit(columns, width - GAP * (columns.length - 1));
  return rows.flatMap(({ cells, format }) => {
    const wrapped = columns.map(({ index }, at) =>
      drawn(styled(cells[index] ?? [], format), widths[at] ?? 1, color),
    );
    const height = Math.max(...wrapped.map((lines) => lines.length));
    return Array.from({ length: height }, (_, at) =>
      wrapped
        .map((lines, index) =>
          pad(lines[at] ?? { text: '', width: 0 }, widths[index] ?? 0, columns[index]?.align ?? 'left'),
        )
        .join(' '.repeat(GAP))
        .trimEnd(),
    );
  });
}
