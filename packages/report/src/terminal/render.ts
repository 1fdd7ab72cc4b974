import type { Line, ReportDocument, Section, Tone } from '../document/model.ts';
import { line, strong } from '../document/spans.ts';
import { signs } from '../document/standing.ts';
import { formatCount } from '../text/number.ts';
import { visible } from '../text/visible.ts';
import { drawn, styled, toneFormats } from './style.ts';
import { terminalTable } from './table.ts';

/** Rows of a table that a terminal is given before it says how many more there are. */
const MOST_ROWS = 20;

interface Terminal {
  width: number;
  color: boolean;
}

function paragraph(of: Line, { width, color }: Terminal, tone: Tone = 'plain'): string[] {
  return drawn(styled(of, toneFormats[tone]), width, color).map(({ text }) => text);
}

function section({ id, title, summary, blocks, open, tone }: Section, terminal: Terminal): string[] {
  const heading = paragraph(line(strong(title), ': ', ...summary), terminal);
  // A terminal cannot unfold: what the verdict rests on, and what is warned of, is shown; the rest is one line.
  const warns = (id === 'slices' || id === 'data') && tone === 'warning';
  if (!open && id !== 'metrics' && id !== 'labels' && !warns) return heading;
  const body = blocks.flatMap((block) => {
    if (block.kind === 'paragraph') return paragraph(block.line, terminal);
    if (block.kind === 'listing') return block.lines.map(visible);
    const left = block.rows.length - MOST_ROWS;
    const table = terminalTable(block, terminal.width, terminal.color, MOST_ROWS);
    return left > 0 ? [...table, `and ${formatCount(left)} more`] : table;
  });
  return [...heading, ...body, ''];
}

/**
 * The document for a terminal.
 *
 * @param width columns, at least 40: no line is wider
 * @param color whether to write ANSI colours; without, no escape is written at all
 */
export function renderTerminal(document: ReportDocument, terminal: Terminal): string {
  const { headline, counts, notices, rules, waived, sections, foot, links } = document;
  const lines = [
    ...paragraph(line(`${headline.emoji} `, ...headline.line), terminal, headline.tone),
    ...(counts === null ? [] : paragraph(counts, terminal)),
    ...notices.flatMap((notice) => paragraph(notice, terminal, 'warning')),
    '',
    ...(rules === null ? [] : [...terminalTable(rules, terminal.width, terminal.color, MOST_ROWS)]),
    ...(rules !== null && rules.rows.length > MOST_ROWS
      ? [`and ${formatCount(rules.rows.length - MOST_ROWS)} more`]
      : []),
    ...waived
      .slice(0, MOST_ROWS)
      .flatMap((each) => paragraph(line(`${signs.waived.emoji}  `, ...each), terminal)),
    ...(rules === null && waived.length === 0 ? [] : ['']),
    ...sections.flatMap((each) => section(each, terminal)),
    ...foot.flatMap((each) => paragraph(each, terminal)),
    ...links.flatMap((link) => paragraph([{ kind: 'link', text: link.text, href: link.href }], terminal)),
  ];
  return `${lines.join('\n')}\n`;
}
