import type { Finding } from '@assay/contract';
import { formatCount } from '../text/number.ts';
import { counted } from '../text/words.ts';

/** Values that are named in a line. */
const MOST_NAMED = 3;

/** `: "Prcard"`; where there are more than the examples show, `, such as "Prcard"`. */
function values({ examples, rows }: Finding): string {
  const all = [...new Set(examples.map(({ value }) => value).filter((value) => value !== null))];
  if (all.length === 0) return '';
  const named = all.slice(0, MOST_NAMED).map((value) => JSON.stringify(value));
  const whole = rows <= examples.length && named.length === all.length;
  return `${whole ? ': ' : ', such as '}${named.join(', ')}`;
}

/** A row of a file by its number, of a table by its key; null: it has neither. */
export function rowInWords({ row, key }: Pick<Finding['examples'][number], 'row' | 'key'>): string | null {
  return key ?? (row === null ? null : formatCount(row));
}

/** What is expected, without the share of rows that may break it. */
function bounds(expected: string): string {
  const [all = ''] = expected.split(', at most ');
  if (all.startsWith('at most ')) return `above ${all.slice('at most '.length)}`;
  if (all.startsWith('at least ')) return `below ${all.slice('at least '.length)}`;
  return `outside ${all}`;
}

const COUNTED = /^[\d,]+ rows? of /;

// Checks whose observation says how many rows, but not what is wrong with them. Where it counts none, the check was not made.
const ofRows: Record<string, (finding: Finding) => string> = {
  range: (finding) => `${counted(finding.rows, 'row')} ${bounds(finding.expected)}${values(finding)}`,
  allowed: (finding) => `${counted(finding.rows, 'row')} of a value that is not allowed${values(finding)}`,
  type: (finding) => `${counted(finding.rows, 'row')} not ${finding.expected}${values(finding)}`,
  nulls: (finding) => `${counted(finding.rows, 'row')} without a value, expected ${finding.expected}`,
};

const worded: Record<string, (finding: Finding) => string> = {
  rows: (finding) => `${finding.observed}, expected ${finding.expected}`,
  // The kappas behind it are in the table.
  'labels agreement': ({ observed }) => observed.split('; ')[0] ?? observed,
};

/** A finding in a few words, each thing once: `1 row outside 0 to 200: "1710.0"`. */
export function findingInWords(finding: Finding): string {
  const words = COUNTED.test(finding.observed) ? { ...worded, ...ofRows } : worded;
  const word = Object.hasOwn(words, finding.check) ? words[finding.check] : undefined;
  return word?.(finding) ?? finding.observed;
}
