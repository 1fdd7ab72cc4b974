import { z } from 'zod';
import { durationSchema } from '../assay-yml/duration.ts';
import { byName } from '../by-name.ts';
import { figureCheckSchema, rowCheckSchema, severity, shareSchema } from './options.ts';

export const columnTypes = [
  'integer',
  'number',
  'string',
  'boolean',
  'date',
  'timestamp',
  'timestamp-with-zone',
  'uuid',
  'email',
  'url',
  'category',
] as const;

const orders = ['increasing', 'strictly-increasing', 'decreasing', 'strictly-decreasing'] as const;

const bound = z.union([z.number(), z.string()]);
const values = z.array(z.union([z.string(), z.number(), z.boolean()])).min(1);

const listSchema = z.strictObject({ values, ...rowCheckSchema });
const patternSchema = z.strictObject({ match: z.string().min(1), ...rowCheckSchema });
const freshSchema = z.strictObject({ within: durationSchema, ...figureCheckSchema });
const orderSchema = z.strictObject({ is: z.enum(orders), ...rowCheckSchema });

/** A short form is read as the long one. */
const longForm = <Long extends z.ZodType, Short extends z.ZodType>(
  long: Long,
  short: Short,
  read: (value: z.output<Short>) => z.output<Long>,
) => z.union([short.transform(read), long]);

const valuesSchema = longForm(listSchema, values, (list) => ({ values: list }));
const wholeNumbers = { min: z.int().nonnegative().optional(), max: z.int().nonnegative().optional() };
const figure = z.lazy(() =>
  z.strictObject({
    min: z.number().optional(),
    max: z.number().optional(),
    ...figureCheckSchema,
  }),
);

export const columnSchema = z.lazy(() =>
  z
    .strictObject({
      type: z.enum(columnTypes),
      required: z.boolean().default(true).describe('Whether the column must be there'),
      nullable: z
        .union([z.boolean(), z.strictObject(rowCheckSchema)])
        .default(false)
        .describe('true, false, or the largest share of nulls; NaN counts as null, unless there is `nan`'),
      nan: z
        .union([z.boolean(), z.strictObject(rowCheckSchema)])
        .optional()
        .describe('The same of NaN, apart from nulls'),
      unique: z.union([z.boolean(), z.strictObject(rowCheckSchema)]).default(false),
      range: z
        .strictObject({ min: bound.optional(), max: bound.optional(), ...rowCheckSchema })
        .optional()
        .describe('Both ends allowed; dates as ISO 8601'),
      allowed: valuesSchema.optional().describe('The only values allowed'),
      forbidden: valuesSchema.optional().describe('Values that are not allowed'),
      length: z
        .strictObject({ ...wholeNumbers, ...rowCheckSchema })
        .optional()
        .describe('Of texts, in characters'),
      pattern: longForm(patternSchema, z.string().min(1), (match) => ({ match }))
        .optional()
        .describe('Regular expression (RE2) that the whole text matches'),
      fresh: longForm(freshSchema, durationSchema, (within) => ({ within }))
        .optional()
        .describe('The newest value is at most this old: 36h, 7d'),
      mean: figure.optional(),
      sd: figure.optional().describe('Standard deviation, with n - 1'),
      sum: figure.optional(),
      quantiles: byName(figure, z.string().regex(/^(0(\.\d+)?|1)$/, 'write a number from 0 to 1'))
        .optional()
        .describe('By their share of rows: 0.5 is the median'),
      distinct: z
        .strictObject({ ...wholeNumbers, ...figureCheckSchema })
        .optional()
        .describe('How many different values'),
      order: longForm(orderSchema, z.enum(orders), (is) => ({ is }))
        .optional()
        .describe('Of the values from row to row'),
      outliers: z
        .strictObject({
          iqr: z
            .number()
            .positive()
            .optional()
            .describe('Farther from the quartiles than so many interquartile ranges; 1.5 is usual'),
          'robust-z': z
            .number()
            .positive()
            .optional()
            .describe(
              'Farther from the median than so many deviations, by the median deviation; 3.5 is usual',
            ),
          ...rowCheckSchema,
        })
        .optional()
        .describe('How many rows may be far from the others'),
      tolerance: shareSchema
        .default(0)
        .describe('Largest share of rows that may break a check of values which has no `at-most` of its own'),
      severity: severity.default('error'),
      reason: z.string().min(1).optional().describe('Why its checks are there'),
      owner: z.string().min(1).optional().describe('Whom to ask about it'),
      sensitive: z.boolean().default(false).describe('Values of this column are never shown'),
      description: z.string().optional(),
    })
    .describe('One column'),
);

export type ColumnContract = z.output<typeof columnSchema>;
export type ColumnType = ColumnContract['type'];
