import { z } from 'zod';
import { byName } from '../by-name.ts';
import { rowCheckSchema, saidSchema, shareSchema } from './options.ts';

const name = z.string().min(1);
const names = z.array(name).min(1);
const data = name.describe('File or glob of the other data, or the name of a data set in assay.yml');

const { 'at-most': atMost, where } = rowCheckSchema;

export const paritySchema = z.lazy(() =>
  z
    .strictObject({
      with: data,
      id: z.union([name, names]).describe('The column, or columns, by which a row is found there'),
      columns: names.optional().describe('What must be the same; else every column that both have'),
      relative: z
        .number()
        .min(0)
        .max(1)
        .default(1e-6)
        .describe('Numbers are the same up to this part of the greater of the two'),
      absolute: z.number().nonnegative().default(0).describe('… or up to this'),
      'at-most': atMost,
      where,
      ...saidSchema,
    })
    .describe('The same features, computed twice: in training and where the model serves'),
);

export const leakageSchema = z.lazy(() =>
  z
    .strictObject({
      training: data.optional().describe('What the model learns from: none of its rows may be here'),
      key: z
        .union([name, names])
        .optional()
        .describe('The same row is one with the same key; and one that is the same in all other columns'),
      label: name.optional().describe('No other column alone may tell it'),
      'at-most-alone': z
        .number()
        .min(0.5)
        .max(1)
        .default(0.99)
        .describe('How well one column alone may tell the label: the area under its ROC curve'),
      'label-time': name
        .optional()
        .describe('Date or time when the label came to be known: no other date or time of a row is later'),
      ignore: names.optional().describe('Columns that are left out of all this'),
      'at-most': shareSchema.optional().describe('Largest share of rows that may also be in training'),
      ...saidSchema,
    })
    .describe('What would make the model look better in evaluation than it is'),
);

/** Shares written with a few digits add up to 1 only nearly. */
const WHOLE = 1e-6;

export const representationSchema = z.lazy(() =>
  z
    .strictObject({
      column: z.union([name, names]).describe('The column, or columns, whose values are the groups'),
      shares: byName(shareSchema).optional().describe('The share that each group has to have: 0.5 or 50 %'),
      against: data.optional().describe('In place of shares: data that show how large each group is'),
      tolerance: shareSchema
        .default(0.2)
        .describe('A share may be off by this part of itself: 20 % lets 0.10 be anything from 0.08 to 0.12'),
      ...saidSchema,
    })
    .describe('How large groups are, beside what they should be')
    .refine(
      ({ shares, against }) => (shares === undefined) !== (against === undefined),
      'name either `shares` or `against`',
    )
    .refine(({ shares = {} }) => Object.values(shares).reduce((sum, share) => sum + share, 0) <= 1 + WHOLE, {
      path: ['shares'],
      message: 'shares add up to more than 1',
      params: { fix: 'write shares of the whole: together 1, or less where other groups are left out' },
    }),
);
