import { markdownBlock, markdownSection } from '../markdown/blocks.ts';
import { markdownLine } from '../markdown/escape.ts';
import { composeRetraining, type RetrainingDocument } from './compose.ts';
import type { RetrainingFacts } from './model.ts';

/** As for comments: under GitHub's 65,536 code points of a body, and counted in bytes. */
const BODY_BYTES = 59_000;

/** Rows of each table that are shown, less and less until it fits. */
const ROWS = [1000, 200, 50, 20, 5, 1];

/** The body of a retraining pull request in GitHub-flavoured Markdown, at most 59,000 bytes; what is left out is counted. */
export function renderRetraining(facts: RetrainingFacts): string {
  const document = composeRetraining(facts);
  let drawn = '';
  for (const most of ROWS) {
    drawn = draw(document, most);
    if (Buffer.byteLength(drawn) <= BODY_BYTES) return drawn;
  }
  return drawn;
}

function draw({ headline, notices, blocks, folded, next, foot }: RetrainingDocument, most: number): string {
  const parts = [
    `### 🔁 ${markdownLine(headline)}`,
    ...notices.map((notice) => `> ${markdownLine(notice)}`),
    ...blocks.map((block) => markdownBlock(block, most)),
    // Thinned tables leave no room for what is folded away.
    ...folded.map((section) => markdownSection(section, most >= 50 ? most : 0)),
    next.map((each) => `- ${markdownLine(each)}`).join('\n'),
    ...foot.map((each) => `<sub>${markdownLine(each)}</sub>`),
  ];
  return `${parts.join('\n\n')}\n`;
}
