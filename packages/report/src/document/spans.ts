import type { Line, Span } from './model.ts';

/** A name of 1 MB is a name all the same; nobody reads past these. */
const LONGEST_TEXT = 500;
const LONGEST_NAME = 120;

function clip(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length - 1).toWellFormed()}…`;
}

function text(value: string): Span {
  return { kind: 'text', text: clip(value, LONGEST_TEXT) };
}

/** A name or value that somebody chose: of a metric, a column, a slice, a branch. */
export function code(value: string): Span {
  return { kind: 'code', text: clip(value, LONGEST_NAME) };
}

export function strong(value: string): Span {
  return { kind: 'strong', text: clip(value, LONGEST_TEXT) };
}

/** A line from strings (as text) and spans. */
export function line(...parts: readonly (string | Span)[]): Line {
  return parts.map((part) => (typeof part === 'string' ? text(part) : part));
}

/** Lines one after the other, with a separator between. */
export function joined(lines: readonly Line[], separator = ' · '): Line {
  return lines.flatMap((each, index) => (index === 0 ? each : [text(separator), ...each]));
}

/** The words alone. */
export function plain(spans: Line): string {
  return spans.map((span) => span.text).join('');
}
