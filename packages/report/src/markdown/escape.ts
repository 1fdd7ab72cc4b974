import type { Line, Span } from '../document/model.ts';
import { visible } from '../text/visible.ts';

// Characters that Markdown, GitHub's maths or HTML give a meaning to. Entities, because a backslash before a pipe
// does not survive a table cell on every parser.
const special = /[&<>`[\]|\\*~$#@]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g;

// A zero-width space ends what would otherwise be found in the text after parsing, where no escape reaches: mentions,
// issue numbers, addresses and emoji names.
const GAP = '&#8203;';
const found: readonly [RegExp, string][] = [
  [/&#64;/g, `&#64;${GAP}`],
  [/&#35;/g, `&#35;${GAP}`],
  [/:(?=\/\/)/g, `:${GAP}`],
  [/\b(www)(?=\.)/gi, `$1${GAP}`],
  [/\b(GH)(?=-\d)/gi, `$1${GAP}`],
  // Whatever follows: the second colon may be of the text after this one.
  [/:(?=[\w+-]|&#\d)/g, `:${GAP}`],
];

/** Marks that begin a list, a heading's underline or a quotation where they begin a line. */
const leading = /^(\s*)(?:([-+=])(?=[-+=\s]|$)|(\d+)([.)])(?=\s|$))/;

function entity(character: string): string {
  return `&#${character.codePointAt(0)};`;
}

/** Text that stays text, in Markdown and inside HTML blocks alike; no link, mention, image or cell comes of it. */
export function escapeText(text: string): string {
  const escaped = visible(text)
    .replace(leading, (_, space: string, mark: string | undefined, digits: string, dot: string) =>
      mark === undefined ? `${space}${digits}\u0000${dot}` : `${space}\u0000${mark}`,
    )
    .replace(special, entity)
    .replace(/\0(.)/g, (_, mark: string) => entity(mark))
    .replace(interval, '[$1,\u00a0$2]');
  return found.reduce((sofar, [pattern, replacement]) => sofar.replace(pattern, replacement), escaped);
}

// An interval makes no link, as nothing follows it that would; so it stays readable in the source. Its ends stay on one
// line in a narrow cell.
const interval = /&#91;([-+−]?[\d.,]+), ([-+−]?[\d.,]+)&#93;(?![([:&])/g;

const plainName = /^[\w.,=:()/+%<> -]*\w[\w.,=:()/+%<> -]*$/u;

/** A name in code type: between backticks where it is harmless, else as escaped HTML. */
function escapeCode(text: string, insideHtml: boolean): string {
  // Backticks keep whatever is between them, but for pipes in a table; HTML is parsed further.
  if (!insideHtml && plainName.test(text) && text === text.trim()) return `\`${text}\``;
  return `<code>${escapeText(text)}</code>`;
}

/** Only web addresses become links; anything else is shown as text. */
function address(href: string): string | null {
  if (!URL.canParse(href)) return null;
  const url = new URL(href);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  return url.href.replace(/[()<>"'|\\[\]`*_\s]/g, (character) =>
    encodeURIComponent(character).replace(/[()'*_]/g, percent),
  );
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

function span(of: Span, insideHtml: boolean): string {
  if (of.text === '') return '';
  if (of.kind === 'code') return escapeCode(of.text, insideHtml);
  const escaped = escapeText(of.text);
  if (of.kind === 'strong') return `<strong>${escaped}</strong>`;
  const href = of.kind === 'link' ? address(of.href) : null;
  return href === null ? escaped : `[${escaped}](${href})`;
}

/** A line as Markdown. */
export function markdownLine(line: Line): string {
  return line.map((each) => span(each, false)).join('');
}

/** A line inside an HTML block (`<summary>`), where Markdown is not parsed. */
export function summaryLine(line: Line): string {
  return line
    .map((each) => span(each.kind === 'link' ? { kind: 'text', text: each.text } : each, true))
    .join('');
}
