import { z } from 'zod';
import { encodingSchema } from '../data-contract/options.ts';
import { digestSchema } from '../names.ts';
import { labelReportSchema, rowSchema } from './label-report.ts';
import { outcomeSchema, severitySchema } from './outcome.ts';

/** One broken expectation about a data set. */
export const findingSchema = z.lazy(() =>
  z.strictObject({
    column: z.string().nullable().describe('null: about the rows as a whole'),
    check: z.string().describe('Name of the check: type, nulls, range, allowed, unique, …'),
    severity: severitySchema,
    expected: z.string(),
    observed: z.string(),
    rows: z.int().nonnegative().describe('Rows that break it; all of them, where a figure of all rows does'),
    of: z.int().nonnegative().optional().describe('Rows that were held against it'),
    fraction: z.number().min(0).max(1).describe('rows / of'),
    examples: z
      .array(z.strictObject({ ...rowSchema.shape, value: z.string().nullable() }))
      .describe('At most five; no value of a sensitive column'),
    fix: z.string().optional().describe('What to do'),
    reason: z.string().optional().describe('Why the contract asks for it'),
    owner: z.string().optional().describe('Whom to ask'),
    line: z.int().positive().optional().describe('Line of the data contract that asks for it'),
  }),
);

/** Thin statistics of a column. */
export const columnProfileSchema = z.lazy(() =>
  z.strictObject({
    column: z.string(),
    type: z.string().describe('Type as the engine read it'),
    nulls: z.int().nonnegative(),
    distinct: z.int().nonnegative().nullable().describe('Exact up to 10,000, else null'),
    min: z.union([z.number(), z.string()]).nullable(),
    max: z.union([z.number(), z.string()]).nullable(),
    mean: z.number().nullable(),
    sd: z.number().nullable().describe('Standard deviation with n - 1'),
  }),
);

/** A data set beside its reference, test by test. */
const skewReportSchema = z.lazy(() =>
  z.strictObject({
    reference: z.string().describe('Its files, or its stored profile'),
    digest: digestSchema.describe('Of the reference'),
    rows: z.int().nonnegative().describe('Of the reference'),
    'left-out': z.array(z.string()).describe('Columns that only tell rows apart'),
    columns: z.array(
      z.strictObject({
        column: z.string(),
        method: z
          .string()
          .describe(
            'ks: numbers; tv: categories; null_rate, nan_rate; type: null_rate where values are no numbers; present: whether there is such a column',
          ),
        effect: z.number().nullable().describe('0 to 1'),
        low: z.number().nullable().describe('Interval of the effect, 95 %'),
        high: z.number().nullable(),
        p: z.number().min(0).max(1).nullable().describe('Adjusted over all tests (Benjamini and Hochberg)'),
        outcome: z.enum(['none', 'skew', 'insufficient data']),
        reason: z.string().nullable().describe('Why it cannot be said'),
      }),
    ),
  }),
);

export const dataReportSchema = z.lazy(() =>
  z.strictObject({
    name: z.string(),
    digest: digestSchema.describe(
      'Of the files; of a table, of a checksum of its rows, which tells mistakes and no attack',
    ),
    files: z.int().nonnegative(),
    bytes: z.int().nonnegative(),
    rows: z.int().nonnegative(),
    engine: z
      .string()
      .optional()
      .describe('What was asked about a table: trino 476; of files the record says it'),
    outcome: outcomeSchema.describe('inconclusive: there is no contract'),
    contract: z.string().optional().describe('File of the data contract'),
    environment: z.string().optional().describe('Environment of the contract that the data are held against'),
    findings: z.array(findingSchema),
    dress: z
      .strictObject({
        encodings: z.array(encodingSchema),
        separators: z.array(z.string()).describe('Between fields; JSON Lines have none'),
        decimal: z.enum(['.', ',']).describe('Mark before decimals'),
      })
      .optional()
      .describe(
        'How CSV, TSV and JSON Lines were read, where it is another way than UTF-8 and the separator of their name',
      ),
    checks: z.int().nonnegative().describe('How many checks were made'),
    profile: z.array(columnProfileSchema),
    labels: labelReportSchema.optional(),
    skew: skewReportSchema.optional().describe('Beside the reference, where there is one'),
    seconds: z
      .number()
      .nonnegative()
      .optional()
      .describe('How long it took; not in a record, which changes only where something has changed'),
  }),
);

export type Finding = z.output<typeof findingSchema>;
export type ColumnProfile = z.output<typeof columnProfileSchema>;
export type SkewReport = z.output<typeof skewReportSchema>;
export type DataReport = z.output<typeof dataReportSchema>;
