import type { Line, Span } from '../document/model.ts';
import { visible } from '../text/visible.ts';

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

function span(of: Span): string {
  const escaped = escapeHtml(of.text);
  if (of.text === '') return '';
  // Directions of names do not reach out of them.
  if (of.kind === 'code') return `<code><bdi>${escaped}</bdi></code>`;
  if (of.kind === 'strong') return `<strong>${escaped}</strong>`;
  if (of.kind === 'link' && /^https?:\/\//i.test(of.href))
    return `<a href="${escapeHtml(of.href)}">${escaped}</a>`;
  return escaped;
}

/** A line as HTML. */
export function htmlLine(line: Line): string {
  return line.map(span).join('');
}
