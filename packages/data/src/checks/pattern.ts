import type { ColumnCheck } from './column-rule.ts';
import { shorten, upTo } from './words.ts';

/** Every text as a whole matches a regular expression. The engine's are RE2's: the time is linear in the text. */
export const pattern: ColumnCheck = ({ pattern: said, tolerance }, reading) => {
  if (said === undefined || reading.wrongType) return null;
  const most = said['at-most'] ?? tolerance;
  return {
    check: 'pattern',
    said,
    expected: `text like ${shorten(said.match)}${upTo(most, 'not')}`,
    fix: 'correct these values at their source, or widen the pattern; it has to match the whole text',
    tolerance: most,
    broken: ({ value }, bind) =>
      `NOT ${reading.dialect.matches(value, said.match, (text) => bind.add(text))}`,
    counted: true,
    showsValues: true,
  };
};
