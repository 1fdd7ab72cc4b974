import type { Block, Line, Row, Table, Tone } from '../document/model.ts';
import { escapeHtml, htmlLine } from './escape.ts';

const words: Record<Tone, string> = {
  bad: 'fails',
  unsure: 'inconclusive',
  warning: 'warning',
  good: 'passes',
  plain: 'not yet',
};

/** A coloured word: colour is never the only sign. */
function pill(tone: Tone, word = words[tone]): string {
  return `<span class="pill ${tone}">${escapeHtml(word)}</span>`;
}

/** Where a table scrolls, a sentence would be squeezed into a column of single words: it keeps some room. */
function isLong(cell: Line): boolean {
  return cell.reduce((length, { text }) => length + text.length, 0) > 40;
}

function cells(table: Table, { cells: all, tone }: Row): string {
  // The column without a title holds an emoji that stands for the row; here its word does.
  const naming = table.columns[0]?.title === '' ? 1 : 0;
  return all
    .map((cell, index) => {
      const align = table.columns[index]?.align ?? 'left';
      if (index < naming) return `<td>${pill(tone)}</td>`;
      if (index === naming) return `<th scope="row" class="${align}">${htmlLine(cell)}</th>`;
      return `<td class="${align}${isLong(cell) ? ' long' : ''}">${htmlLine(cell)}</td>`;
    })
    .join('');
}

/** A table with its caption, in a region that scrolls by itself where the page is narrow. */
export function htmlTable(table: Table): string {
  const titles = table.columns
    .map(
      ({ title, align }) =>
        `<th scope="col" class="${align}">${title === '' ? '<span class="unseen">outcome</span>' : escapeHtml(title)}</th>`,
    )
    .join('');
  const rows = table.rows.map((row) => `<tr class="${row.tone}">${cells(table, row)}</tr>`).join('\n');
  return `<div class="scroll" role="region" aria-label="${escapeHtml(table.caption)}" tabindex="0"><table>
<caption>${escapeHtml(table.caption)}</caption>
<thead><tr>${titles}</tr></thead>
<tbody>
${rows}
</tbody></table></div>`;
}

export function htmlBlock(block: Block): string {
  if (block.kind === 'listing') return `<pre>${block.lines.map(escapeHtml).join('\n')}</pre>`;
  return block.kind === 'table' ? htmlTable(block) : `<p>${htmlLine(block.line)}</p>`;
}

/** What is folded until it is asked for; it is open in print. */
export function folded(summary: string, body: string): string {
  return `<details><summary>${summary}</summary>\n${body}\n</details>`;
}
