import { digestSchema } from '@assay/contract';
import { z } from 'zod';

/** More than a table has, and few enough to be read at once. */
const COLUMNS = 20_000;
export const PROFILE_CATEGORIES = 1_000;

const count = z.int().nonnegative();
const halves = z.strictObject({ first: count, second: count });

const numericSchema = z
  .strictObject({
    name: z.string(),
    kind: z.literal('numeric'),
    integer: z.boolean(),
    edges: z
      .array(z.number())
      .max(255)
      .describe('Ascending; cell i holds the numbers in (edges[i - 1], edges[i]]'),
    coarse: z.array(count).max(38).describe('Places of the edges that a monitor watches'),
    counts: z.array(count).max(258).describe('Of each cell; NaN; null'),
  })
  .refine(({ edges, counts }) => counts.length === edges.length + 3, 'counts are edges and three more')
  .refine(({ edges }) => ascends(edges), 'edges ascend')
  .refine(
    ({ edges, coarse }) => ascends(coarse) && (coarse.at(-1) ?? -1) < edges.length,
    'coarse edges are edges',
  );

const categoricalSchema = z.strictObject({
  name: z.string(),
  kind: z.literal('categorical'),
  integer: z.literal(false),
  categories: z
    .array(z.strictObject({ value: z.string(), first: count, second: count }))
    .max(PROFILE_CATEGORIES)
    .describe('How often each occurs in the odd rows and in the even ones'),
  others: halves.describe('Rows of further categories'),
  nulls: halves,
});

/** A stored profile: what a comparison needs to know of the reference, and not its rows. */
export const profileSchema = z.strictObject({
  assay: z.literal('drift-profile/1'),
  reference: z.strictObject({ digest: digestSchema, rows: count, name: z.string() }),
  columns: z.array(z.union([numericSchema, categoricalSchema])).max(COLUMNS),
});

export type Profile = z.output<typeof profileSchema>;
export type ProfileColumn = Profile['columns'][number];

function ascends(values: readonly number[]): boolean {
  return values.every((value, index) => index === 0 || (values[index - 1] ?? Number.NaN) < value);
}
