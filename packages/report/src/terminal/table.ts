import type { Table } from '../document/model.ts';
import { line, plain } from '../document/spans.ts';
import { visible } from '../text/visible.ts';
import { type Drawn, drawn, styled, toneFormats } from './style.ts';
import { widthOf } from './wrap.ts';

const GAP = 2;

/** Widths of columns that fit: the widest gives way first. */
function fit(natural: readonly number[], room: number): number[] {
  const widths = [...natural];
  while (widths.reduce((sum, width) => sum + width, 0) > room) {
    const widest = Math.max(...widths);
    if (widest <= 1) break;
    widths[widths.indexOf(widest)] = widest - 1;
  }
  return widths;
}

function pad({ text, width }: Drawn, to: number, align: 'left' | 'right' | 'center'): string {
  const space = ' '.repeat(Math.max(0, to - width));
  return align === 'right' ? space + text : text + space;
}

/** A table aligned by display width; cells wrap where the terminal is narrow. */
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
  const natural = table.columns.map((_, index) =>
    Math.max(1, ...rows.map((row) => widthOf(visible(plain(row.cells[index] ?? []))))),
  );
  const widths = fit(natural, width - GAP * (natural.length - 1));
  return rows.flatMap(({ cells, format }) => {
    const columns = widths.map((columnWidth, index) =>
      drawn(styled(cells[index] ?? [], format), columnWidth, color),
    );
    const height = Math.max(...columns.map((lines) => lines.length));
    return Array.from({ length: height }, (_, at) =>
      columns
        .map((lines, index) =>
          pad(lines[at] ?? { text: '', width: 0 }, widths[index] ?? 0, table.columns[index]?.align ?? 'left'),
        )
        .join(' '.repeat(GAP))
        .trimEnd(),
    );
  });
}
