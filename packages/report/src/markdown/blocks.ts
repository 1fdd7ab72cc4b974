import { markdownTable } from 'markdown-table';
import type { Block, Section, Table } from '../document/model.ts';
import { formatCount } from '../text/number.ts';
import { visible } from '../text/visible.ts';
import { escapeText, markdownLine, summaryLine } from './escape.ts';

/** A GFM table: its first `most` rows, and how many more there are. */
export function markdownRows(table: Table, most: number): string {
  const rows = table.rows.slice(0, most);
  const drawn = markdownTable(
    [
      table.columns.map((column) => escapeText(column.title)),
      ...rows.map((row) => row.cells.map((cell) => markdownLine(cell))),
    ],
    // Cells are not padded: nobody reads the source, and every byte counts.
    { align: table.columns.map((column) => column.align), alignDelimiters: false, padding: true },
  );
  const left = table.rows.length - rows.length;
  return left > 0 ? `${drawn}\n\nand ${formatCount(left)} more` : drawn;
}

/** A block; of a table its first `most` rows. */
export function markdownBlock(block: Block, most: number): string {
  if (block.kind === 'paragraph') return markdownLine(block.line);
  if (block.kind === 'listing') return fenced(block.lines);
  return `${escapeText(block.caption)}:\n\n${markdownRows(block, most)}`;
}

/** Lines between fences that none of them can close, so that nothing in them has a meaning. */
function fenced(lines: readonly string[]): string {
  const shown = lines.map(visible);
  const longest = Math.max(
    2,
    ...shown.flatMap((each) => each.match(/`+/g) ?? []).map(({ length }) => length),
  );
  const fence = '`'.repeat(longest + 1);
  return [`${fence}text`, ...shown, fence].join('\n');
}

/** A section folded under its summary; the summary alone where there is no room for more. */
export function markdownSection(
  { title, summary, blocks, open }: Pick<Section, 'title' | 'summary' | 'blocks' | 'open'>,
  most: number,
): string {
  const heading = `<strong>${escapeText(title)}</strong>: ${summaryLine(summary)}`;
  if (most === 0) return heading;
  const body = blocks.map((block) => markdownBlock(block, most)).join('\n\n');
  return `<details${open ? ' open' : ''}><summary>${heading}</summary>\n\n${body}\n\n</details>`;
}
