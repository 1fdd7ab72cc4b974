import type { ColumnType } from '@assay/contract';
import type { ColumnCheck } from './column-rule.ts';
import { count, upTo } from './words.ts';

interface Form {
  readonly words: string;
  readonly form: string;
}

/** Forms of texts, as regular expressions of the engine (RE2) that the whole text matches. */
export const FORMS = {
  uuid: {
    words: 'a UUID (8-4-4-4-12 hexadecimal digits)',
    form: '(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}',
  },
  // What HTML's <input type=email> takes, and letters beyond ASCII (RFC 6531); at least one dot in the domain. The length of
  // a domain's parts is not counted: so many copies of all letters make the expression thousands of times as slow.
  email: {
    words: 'an e-mail address',
    form: '[^\\s@\\x00-\\x20()<>,;:\\\\"\\[\\]]{1,64}@([\\pL\\pN]([\\pL\\pN-]*[\\pL\\pN])?\\.)+[\\pL\\pN-]{2,}',
  },
  url: {
    words: 'a web address (http:// or https://)',
    form: '(?i)https?://(\\[[0-9a-f:.]+\\]|[\\pL\\pN_-]+(\\.[\\pL\\pN_-]+)*\\.?)(:[0-9]{1,5})?([/?#][^\\s\\x00-\\x20]*)?',
  },
} satisfies Partial<Record<ColumnType, Form>>;

/** A category has few values: more of them are an identifier or free text. */
const MOST_CATEGORIES = 1000;

/** Every text has the form of its type; a category has few values. */
export const logicalType: ColumnCheck = ({ type, tolerance }, reading) => {
  if (reading.wrongType) return null;
  if (type === 'category') {
    return {
      check: 'category',
      path: ['type'],
      expected: `at most ${count(MOST_CATEGORIES)} different values`,
      fix: 'is this free text or an identifier? Then write type: string',
      judge: ({ summary }) => {
        if (summary.distinct !== null && summary.distinct <= MOST_CATEGORIES) return null;
        return summary.distinct === null ? 'more than 10,000 values' : `${count(summary.distinct)} values`;
      },
    };
  }
  const known = (FORMS as Partial<Record<ColumnType, Form>>)[type];
  if (known === undefined) return null;
  return {
    check: 'type',
    expected: known.words + upTo(tolerance, 'not'),
    fix: 'correct these values at their source, or write type: string',
    tolerance,
    broken: ({ value }, bind) =>
      `NOT ${reading.dialect.matches(value, known.form, (text) => bind.add(text))}`,
    counted: true,
    showsValues: true,
  };
};
