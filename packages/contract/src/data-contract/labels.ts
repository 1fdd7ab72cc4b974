import { z } from 'zod';
import { byName } from '../by-name.ts';
import { saidSchema, shareSchema } from './options.ts';

const name = z.string().min(1);
const data = name.describe('File or glob of the other data, or the name of a data set in assay.yml');
const id = z
  .union([name, z.array(name).min(1)])
  .describe('The column, or columns, by which a row is found again; else the first key of `unique`');

const annotationsSchema = z.lazy(() =>
  z
    .strictObject({
      data: data.describe('What annotators said: a row for each label that one of them gave'),
      item: name.describe('Column there of what was labelled'),
      annotator: name.describe('Column there of who labelled it'),
      label: name.describe('Column there of the label'),
      scale: z
        .enum(['nominal', 'ordinal', 'interval'])
        .default('nominal')
        .describe('How labels can differ: equal or not, by rank, or as numbers do'),
      order: z
        .array(z.union([z.string(), z.number(), z.boolean()]).transform(String))
        .min(2)
        .refine((labels) => new Set(labels).size === labels.length, 'a label stands there twice')
        .optional()
        .describe('All labels of an ordinal scale, the lowest first'),
      'at-least': z.number().min(-1).max(1).optional().describe("Least Krippendorff's alpha"),
      ...saidSchema,
    })
    .describe('How well annotators agree')
    .refine(
      ({ scale, order }) => (scale === 'ordinal') === (order !== undefined),
      'an ordinal scale has an `order`, and no other has one',
    ),
);

const errorsSchema = z.lazy(() =>
  z
    .strictObject({
      data: data.describe('What a model said of rows that it was not trained on, as in cross-validation'),
      id: id.optional(),
      scores: byName(name)
        .optional()
        // Behind: a check makes a copy of its schema, in which byName's own reading is lost.
        .refine(
          (classes) => classes === undefined || Object.keys(classes).length >= 2,
          'name two classes or more',
        )
        .describe('Of each class, the column there with its probability'),
      score: name
        .optional()
        .describe(
          'In place of scores: the column there with the probability of 1 or true, where labels are 0 and 1, or false and true',
        ),
      'at-most': shareSchema.optional().describe('Largest share of rows whose label may be suspected'),
      ...saidSchema,
    })
    .describe('Labels that a model doubts: confident learning')
    .refine(
      ({ scores, score }) => (scores === undefined) !== (score === undefined),
      'name either `scores` or `score`',
    ),
);

/** How good the labels are, and who looks at those that change. */
export const labelsSchema = z.lazy(() =>
  z
    .strictObject({
      column: name.describe('The label'),
      id: id.optional(),
      annotations: annotationsSchema.optional(),
      errors: errorsSchema.optional(),
      review: z
        .literal('required')
        .optional()
        .describe(
          'A pull request whose labels changed, or cannot be compared, fails until another person has approved its last commit',
        ),
      ...saidSchema,
    })
    .describe('How good the labels are'),
);
