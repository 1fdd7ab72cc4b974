import { z } from 'zod';
import { digestSchema } from '../names.ts';

const count = z.int().nonnegative();
const end = z
  .union([z.number(), z.string()])
  .describe('As text where a double does not hold it: great whole numbers and decimals, times, infinities');

const cellsSchema = z.lazy(() =>
  z
    .strictObject({
      edges: z.array(z.number()).max(512).describe('Ascending, from the least finite number to the greatest'),
      between: z.array(count).describe('Values strictly between an edge and the one before it'),
      at: z.array(count).describe('Values at an edge'),
      slack: count.describe('Values that parts may have counted on the wrong side of an edge'),
    })
    .refine(
      ({ edges }) => edges.every((edge, i) => i === 0 || (edges[i - 1] as number) < edge),
      'edges ascend',
    )
    .refine(
      ({ edges, between, at }) => between.length === edges.length && at.length === edges.length,
      'every edge has its counts',
    )
    .refine(({ between }) => (between[0] ?? 0) === 0, 'nothing lies below the first edge'),
);

/** Quantiles that a profile tells. */
export const profileQuantiles = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99] as const;

const quantilesSchema = z.lazy(() =>
  z
    .array(z.strictObject({ q: z.number().min(0).max(1), value: z.number() }))
    .describe(
      'Of the finite values, between two ranks as NumPy has it; for times in seconds since 1970 in UTC',
    ),
);

const rankErrorSchema = z
  .number()
  .min(0)
  .max(1)
  .describe('By which share of the values the rank of a quantile is off at most; 0: they are exact');

const numbersSchema = z.lazy(() =>
  z.strictObject({
    mean: z.number().nullable().describe('Of the finite values, as all below'),
    sd: z.number().nullable().describe('With n - 1'),
    skewness: z.number().nullable().describe('Adjusted Fisher-Pearson'),
    zeros: count,
    negatives: count.describe('With negative infinities'),
    moments: z
      .strictObject({ n: count, mean: z.number(), m2: z.number().nonnegative(), m3: z.number() })
      .nullable()
      .describe(
        'Sums of powers of the distances from the mean; null: not finite, or doubles do not tell the distances',
      ),
  }),
);

const topSchema = z.lazy(() =>
  z.strictObject({
    values: z
      .array(z.strictObject({ value: z.string(), count: z.int().positive() }))
      .max(100)
      .describe('Most frequent first'),
    rest: count.describe('Rows of all other values'),
    missed: count.describe(
      'How often a value that is not listed occurs at most; a listed one occurs that often more at most',
    ),
  }),
);

export const profileColumnSchema = z.lazy(() =>
  z.strictObject({
    name: z.string(),
    type: z
      .enum(['integer', 'number', 'string', 'boolean', 'date', 'timestamp', 'timestamp-with-zone', 'other'])
      .describe('In the words of a data contract'),
    'engine-type': z.string().describe('Type as the engine read it: BIGINT'),
    kind: z.enum(['number', 'time', 'text', 'boolean', 'other']),
    sensitive: z.boolean().describe('Values are left out, and whatever tells them'),
    count: count.describe('Rows that hold a value: neither null nor NaN'),
    nulls: count,
    nan: count,
    infinite: z.strictObject({ negative: count, positive: count }),
    distinct: z
      .strictObject({ count, exact: z.boolean() })
      .nullable()
      .describe(
        'Exact up to 10,000, else within 1.6 % (one standard error); null: parts of a sensitive column',
      ),
    sketch: z
      .strictObject({ kind: z.enum(['numbers', 'hashes', 'registers']), text: z.string().max(90_000) })
      .nullable()
      .describe(
        'Of the different values: themselves, their hashes, or the registers of HyperLogLog; Base64. Left out where every value has an edge in cells',
      ),
    min: end.nullable(),
    max: end.nullable(),
    quantiles: quantilesSchema.nullable(),
    'rank-error': rankErrorSchema.nullable(),
    cells: cellsSchema
      .nullable()
      .describe('Counts in bins: of numbers, and of times in seconds since 1970 in UTC'),
    numbers: numbersSchema.nullable(),
    lengths: z
      .strictObject({ min: count, max: count, sum: count, mean: z.number().nonnegative() })
      .nullable()
      .describe('Of texts, in characters'),
    top: topSchema.nullable().describe('Left out where every value has an edge in cells'),
  }),
);

const head = {
  assay: z.literal('data-profile/2'),
  name: z.string(),
  parts: z
    .array(z.strictObject({ digest: digestSchema.describe('Of the files'), rows: count }))
    .min(1)
    .max(100_000),
  rows: count,
  'made-by': z.strictObject({ assay: z.string(), engine: z.string() }),
};
const MOST_COLUMNS = 20_000;

function namesOnce({ columns }: { columns: readonly { name: string }[] }): boolean {
  return new Set(columns.map(({ name }) => name)).size === columns.length;
}
const TWICE = 'a column stands in it twice';

function countsRows(of: {
  rows: number;
  columns: readonly Pick<ProfileColumn, 'count' | 'nulls' | 'nan'>[];
}) {
  return of.columns.every(({ count, nulls, nan }) => count + nulls + nan === of.rows);
}
const OTHER_ROWS = 'the rows of a column are those of the data';

/** What there is to know of data without their rows. Profiles of parts add up to that of the whole. */
export const dataProfileSchema = z.lazy(() =>
  z
    .strictObject({ ...head, columns: z.array(profileColumnSchema).max(MOST_COLUMNS) })
    .refine(namesOnce, TWICE)
    .refine(countsRows, OTHER_ROWS),
);

/** The same as it is stored in a file: what follows from the rest may be left out. */
export const storedProfileSchema = z.lazy(() =>
  z
    .strictObject({
      ...head,
      columns: z.array(profileColumnSchema.unwrap().partial({ sketch: true, top: true })).max(MOST_COLUMNS),
    })
    .refine(namesOnce, TWICE)
    .refine(countsRows, OTHER_ROWS),
);

export type DataProfile = z.output<typeof dataProfileSchema>;
export type StoredProfile = z.output<typeof storedProfileSchema>;
export type ProfileColumn = z.output<typeof profileColumnSchema>;
