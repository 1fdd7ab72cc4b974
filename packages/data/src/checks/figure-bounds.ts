import type { Summary } from '../profile/summary.ts';
import type { FigureRule, Said } from './column-rule.ts';
import { between, plainNumber } from './words.ts';

export interface Bounds extends Said {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

/** Whether a figure lies within bounds, both ends allowed. */
export function isWithin(figure: number, { min, max }: Bounds): boolean {
  return figure >= (min ?? Number.NEGATIVE_INFINITY) && figure <= (max ?? Number.POSITIVE_INFINITY);
}

/** A figure that breaks bounds, with more digits than those `shown` where they would show it within them. */
export function beyondBounds(figure: number, bounds: Bounds, shown = plainNumber(figure)): string {
  const longer = [6, 9, 12].map((digits) => String(Number(figure.toPrecision(digits))));
  const told = [shown, ...longer].find((text) => !isWithin(Number(text), bounds));
  return told ?? String(figure);
}

/**
 * A figure of a numeric column lies within bounds. A column without a value has no figure and breaks it; of no row at all
 * nothing is asked.
 */
export function figureBounds(
  figure: {
    readonly check: string;
    /** In a sentence: "a mean of 5". */
    readonly words: string;
    /** Without what there is no such figure. */
    readonly needs?: string;
    /** The aggregate over the value. */
    readonly sql: (value: string) => string;
    /** Where the summary has it already, of all rows. */
    readonly known?: (summary: Summary) => number | null;
  },
  bounds: Bounds,
): FigureRule {
  const { check, words, sql } = figure;
  const known = bounds.where === undefined ? figure.known : undefined;
  return {
    check,
    said: bounds,
    expected: `${words} of ${between(bounds)}`,
    fix: `find out what has changed in the data; if it is right, change the bounds of ${check}`,
    ...(known === undefined ? { figures: { figure: sql } } : {}),
    judge: ({ rows, summary }, answers) => {
      if (rows === 0) return null;
      const found = known === undefined ? answers['figure'] : known(summary);
      if (found === null || found === undefined)
        return `${figure.needs === undefined ? 'no value' : `less than ${figure.needs}`} to take ${words} of`;
      return isWithin(found, bounds) ? null : `${words} of ${beyondBounds(found, bounds)}`;
    },
  };
}
