import { escapeHtml } from '../html/escape.ts';
import { visible } from '../text/visible.ts';
import { bar } from './bar.ts';

interface BarRow {
  /** What the bar is of: names, as code. */
  readonly names: readonly string[];
  readonly share: number;
  readonly reference: number | null;
  readonly said: string;
  readonly saidOfReference: string | null;
}

/** A table of shares with a bar for each. */
export function barTable(
  caption: string,
  /** What tells it from other tables of the page, for who moves from one to the next. */
  label: string,
  titles: { readonly names: string; readonly value: string; readonly reference: string | null },
  rows: readonly BarRow[],
  tone: 'accent' | 'bad' = 'accent',
): string {
  const head = [
    `<th scope="col">${escapeHtml(titles.names)}</th>`,
    '<td class="bars"></td>',
    `<th scope="col" class="right">${escapeHtml(titles.value)}</th>`,
    ...(titles.reference === null
      ? []
      : [`<th scope="col" class="right">${escapeHtml(titles.reference)}</th>`]),
  ];
  const body = rows.map(({ names, share, reference, said, saidOfReference }) => {
    const named = names
      .map((name) => `<code><bdi>${breakable(escapeHtml(clip(name)))}</bdi></code>`)
      .join(' · ');
    const last =
      titles.reference === null ? '' : `<td class="right">${escapeHtml(saidOfReference ?? '–')}</td>`;
    return `<tr><th scope="row">${named}</th><td class="bars">${bar(share, reference, tone)}</td><td class="right">${escapeHtml(said)}</td>${last}</tr>`;
  });
  return `<div class="scroll" role="region" aria-label="${escapeHtml(label)}" tabindex="0"><table class="bar-table">
<caption>${escapeHtml(caption)}</caption>
<thead><tr>${head.join('')}</tr></thead>
<tbody>
${body.join('\n')}
</tbody></table></div>`;
}

/** Names of columns are broken where their words end. */
function breakable(html: string): string {
  return html.replaceAll(/[_.-]+(?=[^_.-])/g, '$&<wbr>');
}

const LONGEST = 60;

function clip(text: string): string {
  const shown = visible(text);
  if (shown === '') return '(empty)';
  return shown.length <= LONGEST ? shown : `${shown.slice(0, LONGEST - 1).toWellFormed()}…`;
}
