import type { z } from 'zod';

type Issue = z.core.$ZodIssue;
type LimitIssue = z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig;

const kinds: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'keys with values',
  record: 'keys with values',
};

/** What a schema wanted at the place of an issue: `a number`, `"all" or a list`; empty where it is not about kinds. */
export function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return kinds[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return oneOf(issue.values.map((value) => show(value)));
    case 'invalid_union':
      return oneOf([
        ...new Set(
          issue.errors
            .flat()
            .filter((inner) => inner.path.length === 0)
            .map(expectation),
        ),
      ]);
    default:
      return '';
  }
}

/** A value as it may stand in a message: on one line, and short. */
export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 59)}…` : value);
  if (Array.isArray(value)) return 'a list';
  if (value === null || value === undefined) return 'nothing';
  return typeof value === 'object' ? 'keys with values' : String(value);
}

/** What is wrong with a number, text or list that is too small or too big, and what to write. */
export function limitInWords(issue: LimitIssue): { message: string; fix: string } {
  const small = issue.code === 'too_small';
  const limit = Number(small ? issue.minimum : issue.maximum);
  if (issue.origin === 'number' || issue.origin === 'int') {
    const bound =
      issue.inclusive === false ? (small ? 'above' : 'below') : small ? 'of at least' : 'of at most';
    return {
      message: `${show(issue.input)} is too ${small ? 'small' : 'large'}`,
      fix: `write a number ${bound} ${limit}`,
    };
  }
  const unit = issue.origin === 'array' ? ['entry', 'entries'] : ['character', 'characters'];
  const empty = small && (issue.input === '' || (Array.isArray(issue.input) && issue.input.length === 0));
  return {
    message: empty ? 'this is empty' : `${show(issue.input)} is too ${small ? 'short' : 'long'}`,
    fix: `write at ${small ? 'least' : 'most'} ${limit} ${unit[limit === 1 ? 0 : 1]}`,
  };
}

function oneOf(words: readonly string[]): string {
  const known = words.filter((word) => word !== '');
  return known.length > 2 ? `one of: ${known.join(', ')}` : known.join(' or ');
}
