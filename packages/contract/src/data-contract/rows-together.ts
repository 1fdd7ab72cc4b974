import { z } from 'zod';
import { rowCheckSchema, saidSchema, shareSchema } from './options.ts';

const name = z.string().min(1);
const names = z.array(name).min(1);

export const rowCountSchema = z.lazy(() =>
  z.strictObject({
    'at-least': z.int().nonnegative().optional(),
    'at-most': z.int().nonnegative().optional(),
    ...saidSchema,
  }),
);

export const keySchema = z.union([z.string(), names, z.strictObject({ columns: names, ...rowCheckSchema })]);

export const duplicatesSchema = z.strictObject({ 'at-most': shareSchema, ...saidSchema });

export const ruleSchema = z.lazy(() =>
  z
    .strictObject({
      name: name.describe('What it is called where it is broken'),
      expect: name.describe('A condition in SQL on columns of the data: "tips <= fare"'),
      ...rowCheckSchema,
    })
    .describe(
      'What each row keeps, over several columns. A condition that is null, as SQL has it, is not broken',
    ),
);

export const referenceSchema = z.lazy(() =>
  z
    .strictObject({
      column: z.union([name, names]),
      data: name.describe('File or glob of the other data, or the name of a data set in assay.yml'),
      key: z.union([name, names]).optional().describe('Its columns there, if they have other names'),
      ...rowCheckSchema,
    })
    .describe('Every value, or combination of values, is one of another data set'),
);

const schemaChanges = ['added', 'removed', 'widened', 'changed'] as const;

export const schemaChangesSchema = z.lazy(() =>
  z
    .strictObject({
      against: name.describe(
        'File or glob of the reference, the name of a data set in assay.yml, or a stored profile (.json)',
      ),
      allow: z
        .array(z.enum(schemaChanges))
        .default(['added', 'widened'])
        .describe(
          'Changes that are no finding. widened: the new type holds all values of the old one; changed: any other type',
        ),
      ...saidSchema,
    })
    .describe('How columns and their types may differ from a reference'),
);

export const environmentSchema = z.lazy(() =>
  z
    .strictObject({
      optional: z.array(z.string()).default([]).describe('Columns that may be absent there'),
      skip: z
        .array(z.string())
        .default([])
        .describe('Checks that are not made there: duplicates, fresh, …, or names of rules'),
      rows: rowCountSchema.optional().describe('The number of rows there'),
    })
    .describe('What is different where the data is used: `--environment serving`'),
);
