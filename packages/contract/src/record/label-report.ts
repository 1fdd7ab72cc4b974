import { z } from 'zod';

const count = z.int().nonnegative();
const label = z.string().nullable();

/** What a row is called. */
export const rowSchema = z.strictObject({
  row: z.int().positive().nullable().describe('1-based over the files in order; null: of a table'),
  key: z.string().optional().describe('Key of the row of a table, which has no number'),
});

/** How well annotators agree, by one statistic. */
export const agreementSchema = z.lazy(() =>
  z.strictObject({
    statistic: z.enum(['krippendorff-alpha', 'fleiss-kappa', 'cohen-kappa']),
    scale: z.enum(['nominal', 'ordinal', 'interval']),
    annotators: z.int().nonnegative().describe('How many'),
    pair: z
      .tuple([z.string(), z.string()])
      .optional()
      .describe("Of Cohen's kappa, who; not where the annotators' column is sensitive"),
    value: z.number().nullable().describe('1 is perfect, 0 what chance would give; null: see reason'),
    low: z.number().nullable(),
    high: z.number().nullable(),
    confidence: z.number().gt(0).lt(1),
    n: count.describe('Items that were labelled twice or more'),
    reason: z.string().nullable().describe('Why the value or its interval is missing'),
  }),
);

/** Labels that a model doubts. */
export const labelErrorsSchema = z.lazy(() =>
  z.strictObject({
    rows: count.describe('Rows with a label of a known class and probabilities'),
    without: count.describe('Labelled rows that have no probabilities of use'),
    suspects: count.nullable().describe('null: see reason'),
    share: z.number().min(0).max(1).nullable().describe('suspects / rows'),
    'by-class': z
      .array(z.strictObject({ given: z.string(), suggested: z.string(), n: count }))
      .describe('At most 20, the commonest first; empty where labels are sensitive'),
    worst: z
      .array(z.strictObject({ ...rowSchema.shape, given: label, suggested: label }))
      .describe('At most five, the least believed first; null where labels are sensitive'),
    reason: z.string().nullable().describe('Why none could be looked for'),
  }),
);

/** Labels of rows that were there before, and are others now. */
export const labelChangesSchema = z.lazy(() =>
  z.strictObject({
    base: z.string().describe('The commit that the labels are compared with'),
    rows: count.nullable().describe('Rows that are there before and now; null: not compared, see reason'),
    changed: count.nullable().describe('Of them, those with another label'),
    added: count.nullable(),
    removed: count.nullable(),
    moves: z
      .array(z.strictObject({ from: label, to: label, n: count }))
      .describe('At most 20, the commonest first; null: no label; empty where labels are sensitive'),
    examples: z
      .array(
        z.strictObject({
          row: z.int().positive(),
          id: z.string().nullable().describe('null: its column is sensitive'),
          from: label,
          to: label,
        }),
      )
      .describe('At most five; row is 1-based over the files in order; null: no label, or a sensitive one'),
    reason: z.string().nullable().describe('Why they were not compared'),
  }),
);

/** How good the labels of a data set are. Each part is there where the contract asks for it. */
export const labelReportSchema = z.lazy(() =>
  z.strictObject({
    agreement: z.array(agreementSchema).optional(),
    errors: labelErrorsSchema.optional(),
    changes: labelChangesSchema.optional(),
  }),
);

export type LabelAgreement = z.output<typeof agreementSchema>;
export type SuspectedLabels = z.output<typeof labelErrorsSchema>;
export type LabelChanges = z.output<typeof labelChangesSchema>;
export type LabelReport = z.output<typeof labelReportSchema>;
