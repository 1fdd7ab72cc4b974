import stringWidth from 'fast-string-width';

/** Where something stands in a file: line and column from 1, and its length; in characters, not UTF-16 units. */
export interface Position {
  line: number;
  column: number;
  length: number;
}

const SHOWN = 120;

/** A line of a text with a margin of its number, carets under the place, and a hint behind them. */
export function quoteLine(text: string, { line, column, length }: Position, hint: string): string {
  // Control characters would move the cursor, or mean something to a terminal.
  const characters = [...(text.split('\n')[line - 1] ?? '').trimEnd().replaceAll(/\p{Cc}/gu, ' ')];
  const from = characters.length <= SHOWN || column <= SHOWN / 2 ? 0 : column - SHOWN / 2;
  const shown = characters.slice(from, from + SHOWN);
  const before = (from > 0 ? '…' : '') + shown.slice(0, column - 1 - from).join('');
  const marked = shown.slice(column - 1 - from, column - 1 - from + length).join('');
  const after = shown.slice(column - 1 - from + length).join('');
  const number = String(line).padStart(6);
  const margin = ' '.repeat(number.length);
  const rest = from + SHOWN < characters.length ? '…' : '';
  const carets = '^'.repeat(Math.max(1, stringWidth(marked)));
  return [
    `${number} | ${before}${marked}${after}${rest}`,
    `${margin} | ${' '.repeat(stringWidth(before))}${carets} ${hint}`,
  ].join('\n');
}
