import type { ReportDocument, SectionId } from '../document/model.ts';
import { joined, line } from '../document/spans.ts';
import { signs } from '../document/standing.ts';
import { formatCount } from '../text/number.ts';
import { markdownRows, markdownSection } from './blocks.ts';
import { markdownLine } from './escape.ts';
import { type Detail, everything, shedding } from './shedding.ts';

/** Under GitHub's 65,536 characters of a comment, and counted in bytes so that no counting of characters is wrong. */
const COMMENT_BYTES = 60_000;
/** Under the 1 MiB of a step's summary. */
const SUMMARY_BYTES = 900_000;

const titles: Record<SectionId, string> = {
  passing: 'rules that pass',
  waiting: 'rules that wait for a baseline',
  metrics: 'metrics',
  slices: 'slices',
  flips: 'rows that changed sides',
  found: 'worst slices found',
  behaviour: 'behaviour',
  data: 'data',
  labels: 'labels',
  training: 'training',
  curves: 'curves',
  drift: 'findings',
  steady: 'columns without drift',
  days: 'what was known by day',
  added: 'the added text',
};

function leftOut(document: ReportDocument, detail: Detail): string[] {
  const words: string[] = [];
  const tables: [number, string, number][] = [
    [document.rules?.rows.length ?? 0, 'rules that do not pass', detail.rules],
    [document.waived.length, 'waived rules', detail.waived],
    ...document.sections.map((section): [number, string, number] => [
      Math.max(1, ...section.blocks.map((block) => (block.kind === 'table' ? block.rows.length : 1))),
      titles[section.id],
      detail.sections[section.id],
    ]),
  ];
  for (const [rows, name, shown] of tables) {
    if (rows > shown) words.push(shown === 0 ? name : `${name} after the first ${formatCount(shown)}`);
  }
  return words;
}

function shed(document: ReportDocument, detail: Detail): string[] {
  const words = leftOut(document, detail);
  if (words.length === 0) return [];
  const report = document.links.find(({ to }) => to === 'report');
  const where =
    report === undefined
      ? line('the run record holds them')
      : line('see the ', { kind: 'link', text: report.text, href: report.href });
  return [markdownLine(line(`left out for want of room: ${words.join(', ')}; `, ...where))];
}

function draw(document: ReportDocument, detail: Detail): string {
  const { headline, counts, notices, rules, waived, sections, foot, links } = document;
  const parts = [
    `### ${headline.emoji} ${markdownLine(headline.line)}`,
    ...(counts === null ? [] : [markdownLine(counts)]),
    ...notices.map((notice) => `> ${markdownLine(notice)}`),
    ...shed(document, detail),
    ...(rules === null || detail.rules === 0 ? [] : [markdownRows(rules, detail.rules)]),
    ...waived.slice(0, detail.waived).map((each) => `${signs.waived.emoji} ${markdownLine(each)}`),
    ...sections.map((section) => markdownSection(section, detail.sections[section.id])),
    ...foot.map((each) => `<sub>${markdownLine(each)}</sub>`),
    ...(links.length === 0
      ? []
      : [markdownLine(joined(links.map((link) => [{ kind: 'link', text: link.text, href: link.href }])))]),
  ];
  return `${parts.join('\n\n')}\n`;
}

/**
 * The document as GitHub-flavoured Markdown, for a comment.
 *
 * Where it would be longer than `limit`, detail is shed in a fixed order (shedding.ts), whole rows and whole
 * sections at a time, and what is left out is said.
 *
 * @param limit bytes of UTF-8, at least 10,000
 */
export function renderMarkdown(document: ReportDocument, { limit = COMMENT_BYTES } = {}): string {
  let detail = everything;
  let drawn = draw(document, detail);
  for (const step of shedding) {
    if (Buffer.byteLength(drawn) <= limit) return drawn;
    detail = step(detail);
    drawn = draw(document, detail);
  }
  return drawn;
}

/** The document for a job's summary: the same Markdown, with more room. */
export function renderSummary(document: ReportDocument): string {
  return renderMarkdown(document, { limit: SUMMARY_BYTES });
}
