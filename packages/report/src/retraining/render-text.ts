import { line, plain } from '../document/spans.ts';
import { terminalTable } from '../terminal/table.ts';
import { visible } from '../text/visible.ts';
import { composeRetraining } from './compose.ts';
import type { RetrainingFacts } from './model.ts';

/** Columns of a terminal or of a job's log. */
const WIDTH = 100;
/** Rows of a table that are shown. */
const MOST_ROWS = 20;

/** What the body of a retraining pull request says, as plain text: for a log or a terminal, without any markup. */
export function renderRetrainingText(facts: RetrainingFacts): string {
  const { headline, notices, blocks, folded, next, foot } = composeRetraining(facts);
  const text = (of: Parameters<typeof plain>[0]) => visible(plain(of));
  const parts = [
    text(headline),
    notices.map((notice) => `- ${text(notice)}`).join('\n'),
    ...blocks.map((block) => {
      if (block.kind === 'paragraph') return text(block.line);
      if (block.kind === 'listing') return block.lines.map(visible).join('\n');
      const left = block.rows.length - MOST_ROWS;
      const table = terminalTable(block, WIDTH, false, MOST_ROWS);
      return [`${text(line(block.caption))}:`, ...table, ...(left > 0 ? [`and ${left} more`] : [])].join(
        '\n',
      );
    }),
    ...folded.map(({ title, summary }) => `${title}: ${text(summary)}`),
    next.map((each) => `- ${text(each)}`).join('\n'),
    ...foot.map(text),
  ];
  return `${parts.join('\n\n')}\n`;
}
