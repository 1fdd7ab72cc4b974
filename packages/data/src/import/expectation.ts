import { type Draft, ofValues, remainder } from './draft.ts';
import type { Part } from './part.ts';

/** An expectation, taken apart. */
export interface Said {
  readonly draft: Draft;
  readonly column: string;
  readonly kwargs: Part;
  readonly mostly: number;
  readonly words: Readonly<Record<string, unknown>>;
}

/** Says in the draft what it asks for; answers why not where it cannot. */
export type Expectation = (said: Said) => string | null;

/** A condition of each row; it holds of nulls, unless they are what it asks for. */
export function rule({ draft, column, mostly, words }: Said, expect: string, ofPresent = true): null {
  const share = remainder(mostly);
  const most = ofPresent ? ofValues(column, share) : share > 0 ? { 'at-most': share } : {};
  draft.rules.push({ name: expect, expect, ...most, ...words });
  return null;
}
