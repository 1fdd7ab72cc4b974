import { z } from 'zod';
import { commitSchema, digestSchema } from '../names.ts';

const driftOutcomes = ['none', 'drift', 'insufficient data'] as const;
const driftOutcomeSchema = z.enum(driftOutcomes);
export type DriftOutcome = z.output<typeof driftOutcomeSchema>;

/** One column (or metric), held against the reference by one method, over one chunk. */
const driftFindingSchema = z.lazy(() =>
  z.strictObject({
    column: z.string().describe('Name of the column, or of the metric'),
    kind: z.enum(['feature', 'prediction', 'metric', 'rows']).describe('rows: how many there are'),
    chunk: z.string().nullable().describe('null: all rows of the batch'),
    method: z.string(),
    value: z.number().nullable(),
    threshold: z.number().nullable().describe('null: the method has none'),
    outcome: driftOutcomeSchema,
    low: z.number().nullable().describe('Interval of the value, 95 %'),
    high: z.number().nullable(),
    p: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .optional()
      .describe('Of the tests of one shot, adjusted over all of them (Benjamini and Hochberg)'),
    n: z.int().nonnegative().describe('Rows of the batch behind it'),
    reason: z.string().nullable().describe('Why there is no value, or not enough data'),
    detail: z.string().optional().describe('What this batch is like, in words'),
  }),
);

const daySchema = z.lazy(() =>
  z.strictObject({
    batch: z.string(),
    outcome: driftOutcomeSchema,
    columns: z
      .array(z.strictObject({ column: z.string(), score: z.number(), threshold: z.number() }))
      .describe('Evidence as known after that day, log(1 + M); of the ten columns that are worst at the end'),
  }),
);

/** What a check of one batch found, or of the last one of several: `.assay/drift.json`. */
export const driftReportSchema = z.lazy(() =>
  z
    .strictObject({
      assay: z.literal('drift/1'),
      model: z.string(),
      monitor: z.string().nullable().describe('null: one shot, with no memory'),
      commit: commitSchema.nullable(),
      created: z.iso.datetime(),
      batch: z.string().describe('What the batch is called: the day, or the path'),
      outcome: driftOutcomeSchema,
      why: z.string(),
      reference: z.strictObject({ digest: digestSchema, rows: z.int().nonnegative(), name: z.string() }),
      current: z.strictObject({ digest: digestSchema, rows: z.int().nonnegative() }),
      history: z
        .strictObject({
          checks: z.int().positive().describe('Batches seen, this one included'),
          repeated: z.boolean().describe('This batch was seen before: nothing was counted again'),
          alarm: z
            .strictObject({ since: z.string(), columns: z.array(z.string()) })
            .nullable()
            .describe('The batch that raised the alarm that still stands'),
        })
        .nullable()
        .describe('null: one shot'),
      columns: z.array(driftFindingSchema).describe('Worst first'),
      days: z
        .array(daySchema)
        .optional()
        .describe('Of a range of days, those whose batch was counted by this check, in order'),
    })
    .describe('What a drift check found'),
);

export type DriftFinding = z.output<typeof driftFindingSchema>;
export type DriftReport = z.output<typeof driftReportSchema>;
