import { largestNextCount } from '@assay/stats';

/**
 * A line of a contract is to hold on another sample of the same size and source: it may miss one in 100,000. Over a hundred
 * lines and a batch a day that is one false finding in three years.
 */
export const MISS = 1e-5;

/** Rows of a value of which the next sample has at least one, but for {@link MISS}: 2^-17 is less than it. */
export const OFTEN = 17;

const STEPS = [1, 1.5, 2, 3, 4, 5, 7, 10];

/**
 * The share of rows of a kind that a contract allows when `count` of `rows` are of it: what the next sample may hold by
 * chance, rounded up to a plain number.
 */
export function allowedShare(count: number, rows: number): number {
  const share = Math.min(1, largestNextCount(count, MISS) / rows);
  const power = Math.floor(Math.log10(share) + 1e-9);
  const step = STEPS.find((each) => Number(`${each}e${power}`) >= share * (1 - 1e-9)) ?? 10;
  return Number(`${step}e${power}`);
}

/** As a contract has it: `0.5 %`. */
export function inPercent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}
