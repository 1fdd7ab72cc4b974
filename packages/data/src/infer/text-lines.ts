import { largestNextCount } from '@assay/stats';
import { count } from '../checks/words.ts';
import { type Evidence, MOST_VALUES } from './evidence.ts';
import type { Line } from './line.ts';
import { allowedShare, inPercent, MISS } from './next-sample.ts';
import { ASCII, TRIMMED } from './tally.ts';

/** Rows of each value, on average, that make texts categories and not names or prose. */
const ROWS_A_VALUE = 20;
const MOST_CATEGORIES = 500;
/** A list that leaves out more than this share of the next rows is none. */
const MOST_UNSEEN = 0.1;

/** Whether texts are a few names that come again and again. */
export function isCategory({ reading, tally, present }: Evidence): boolean {
  return (
    reading.type === 'string' &&
    present >= 2 * ROWS_A_VALUE &&
    tally.distinct <= MOST_CATEGORIES &&
    present >= ROWS_A_VALUE * tally.distinct
  );
}

/** Which texts there may be: a list of them where it is complete, or else their form. */
export function textLines(
  evidence: Evidence,
  rows: number,
  known: { key: boolean; sensitive: boolean },
): Line[] {
  const { reading, forms, tally } = evidence;
  if (reading.type !== 'string' || forms === null) return [];
  const list = known.sensitive || known.key ? undefined : allowed(evidence, rows);
  if (list !== undefined) return [list];
  if (forms.type !== null) return [];
  const most = inPercent(allowedShare(0, rows));
  const { shortest, longest } = forms;
  const lines: Line[] = [];
  const shape = forms.shape !== null && tally.distinct > MOST_VALUES ? patternOf(forms.shape) : null;
  if (shape !== null) return [{ path: ['pattern'], value: shape, because: 'all have this shape' }];
  lines.push({
    path: ['length'],
    value: { min: shortest, max: longest, 'at-most': most },
    because: `${count(shortest)} to ${count(longest)} characters`,
  });
  if (forms.ascii || forms.trimmed)
    lines.push({
      path: ['pattern'],
      value: { match: forms.ascii ? ASCII : TRIMMED, 'at-most': most },
      because: `${forms.ascii ? 'all ASCII, and none' : 'none'} begins or ends with a blank`,
    });
  return lines;
}

/**
 * The values seen, where few rows are of others. By Good and Turing, the share of the next rows that are of values never seen
 * is about that of the values seen once; here the rows of values seen once or twice are counted, which is on the safe side,
 * and chance is added. Where a third of the values come once, there are many more: the list would be of names.
 *
 * Good (1953), Biometrika 40, 237-264.
 */
function allowed(evidence: Evidence, rows: number): Line | undefined {
  const { tally, values } = evidence;
  if (!isCategory(evidence) || values.length === 0 || 3 * tally.once > tally.distinct) return undefined;
  const rare = tally.once + 2 * tally.twice;
  if (largestNextCount(rare, MISS) / rows > MOST_UNSEEN) return undefined;
  const list = values.map(({ value }) => value).sort();
  const rarest = tally.least === 1 ? 'the rarest in 1 row' : `each in ${count(tally.least)} rows or more`;
  return {
    path: ['allowed'],
    value: { values: list, 'at-most': inPercent(allowedShare(rare, rows)) },
    because: `${count(tally.distinct)} ${tally.distinct === 1 ? 'value' : 'values'}, ${rarest}`,
  };
}

const LONGEST_SHAPE = 40;

/** `AA-9999` as `[A-Z]{2}-[0-9]{4}`; null where it says too little, or too much. */
function patternOf(shape: string): string | null {
  if (shape.length > LONGEST_SHAPE || !/^[ -~]+$/.test(shape) || !/9/.test(shape)) return null;
  return shape.replaceAll(/(9+|A+|a+)|([^0-9A-Za-z _:-])/g, (run: string, letters: string | undefined) => {
    if (letters === undefined) return `\\${run}`;
    const set = run.startsWith('9') ? '[0-9]' : run.startsWith('A') ? '[A-Z]' : '[a-z]';
    return run.length === 1 ? set : `${set}{${run.length}}`;
  });
}
