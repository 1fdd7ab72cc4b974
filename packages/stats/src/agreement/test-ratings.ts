import fc from 'fast-check';
import type { Ratings } from './ratings.ts';

/** A table from one row for each annotator, as papers print it: categories from 1, and 0 where there is no rating. */
export function ratings(byAnnotator: readonly (readonly number[])[], categories: number): Ratings {
  const units = byAnnotator[0]?.length ?? 0;
  const codes = Array.from({ length: units }, (_, unit) => byAnnotator.map((row) => (row[unit] ?? 0) - 1));
  return { codes: Int32Array.from(codes.flat()), annotators: byAnnotator.length, categories };
}

/** A table from the number of ratings of each category, a digit each; units are words, with as many ratings each. */
export function fromCounts(lines: readonly string[]): Ratings {
  const units = lines.flatMap((line) => line.split(' '));
  const codes = units.map((digits) =>
    [...digits].flatMap((count, code) => Array(Number(count)).fill(code) as number[]),
  );
  return {
    codes: Int32Array.from(codes.flat()),
    annotators: codes[0]?.length ?? 0,
    categories: units[0]?.length ?? 0,
  };
}

/** Small tables with missing ratings, for properties. */
export const someRatings: fc.Arbitrary<Ratings> = fc
  .record({ annotators: fc.integer({ min: 2, max: 4 }), categories: fc.integer({ min: 2, max: 4 }) })
  .chain(({ annotators, categories }) =>
    fc
      .array(
        fc.array(fc.integer({ min: -1, max: categories - 1 }), {
          minLength: annotators,
          maxLength: annotators,
        }),
        {
          minLength: 3,
          maxLength: 12,
        },
      )
      .map((rows) => ({ codes: Int32Array.from(rows.flat()), annotators, categories })),
  );
