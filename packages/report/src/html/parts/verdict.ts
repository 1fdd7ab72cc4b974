import type { RunRecord } from '@assay/contract';
import type { ReportDocument, Tone } from '../../document/model.ts';
import { joined } from '../../document/spans.ts';
import { rulesStanding, type Standing, signs, standings } from '../../document/standing.ts';
import { formatCount } from '../../text/number.ts';
import { escapeHtml, htmlLine } from '../escape.ts';

const marks: Record<Tone, string> = { good: '✓', bad: '✕', unsure: '?', warning: '!', plain: '•' };

const plural: Partial<Record<Standing, string>> = {
  fails: 'rules fail',
  warns: 'warnings',
  passes: 'rules pass',
};

function tallies(record: RunRecord): string {
  const items = standings.flatMap((standing) => {
    const count = rulesStanding(record, standing).length;
    if (count === 0) return [];
    const { tone, word } = signs[standing];
    const words = count === 1 ? word : (plural[standing] ?? word);
    return [`<li class="${tone}"><b>${formatCount(count)}</b> ${words}</li>`];
  });
  const flips = record.comparisons?.find((comparison) => comparison.with === 'base')?.flips;
  if (flips) {
    items.push(
      `<li class="good"><b>${formatCount(flips.gained)}</b> of ${formatCount(flips.n)} rows wrong → right</li>`,
      `<li class="bad"><b>${formatCount(flips.lost)}</b> right → wrong</li>`,
    );
  }
  return items.length === 0 ? '' : `<ul class="tallies" aria-label="counts">${items.join('')}</ul>`;
}

/** The top of the page: what was decided, for which commit, against which baseline. */
export function verdictPart(record: RunRecord, document: ReportDocument): string {
  const { headline, notices, foot } = document;
  // This page is the report.
  const links = document.links.filter(({ to }) => to !== 'report');
  const word = headline.word;
  return `<header class="verdict ${headline.tone}">
<p class="mark" aria-hidden="true">${marks[headline.tone]}</p>
<div>
<h1><bdi>${escapeHtml(headline.model)}</bdi> <span class="word">${escapeHtml(word)}</span></h1>
<p class="commits">${htmlLine(headline.commits)}</p>
${tallies(record)}
${notices.map((notice) => `<p class="notice">${htmlLine(notice)}</p>`).join('\n')}
${foot.map((line) => `<p class="foot">${htmlLine(line)}</p>`).join('\n')}
${links.length === 0 ? '' : `<p class="foot">${htmlLine(joined(links.map((link) => [{ kind: 'link', text: link.text, href: link.href }])))}</p>`}
</div>
</header>`;
}
