import { z } from 'zod';
import { digestSchema } from '../names.ts';
import { UserError } from '../user-error.ts';
import { dataReportSchema } from './data-report.ts';
import { comparisonSchema, evaluationSchema } from './evaluation.ts';
import { originSchema, sourceSchema } from './origin.ts';
import { artifactSchema, trainingSchema } from './training.ts';
import { verdictSchema } from './verdict.ts';

/** The run record, version 1: the one document that every step reads and adds a section to. */
export const recordSchema = z
  .strictObject({
    assay: z.literal('run/1'),
    id: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, 'an id is a ULID'),
    model: z.string(),
    created: z.iso.datetime(),
    source: sourceSchema,
    origin: originSchema,
    contract: z.strictObject({ digest: digestSchema }).nullable(),
    data: z.array(dataReportSchema).optional(),
    training: trainingSchema.optional(),
    artifact: artifactSchema.optional(),
    evaluation: evaluationSchema.optional(),
    comparisons: z.array(comparisonSchema).optional(),
    verdict: verdictSchema.optional(),
    'made-by': z.strictObject({ assay: z.string(), engine: z.string().nullable() }),
  })
  .describe('A run record');

export type RunRecord = z.output<typeof recordSchema>;

/** Sections that steps add; each is replaced whole by the step that owns it. */
export const sections = ['data', 'training', 'artifact', 'evaluation', 'comparisons', 'verdict'] as const;
export type Section = (typeof sections)[number];

const MAX_BYTES = 1_000_000;

/**
 * Reads a record from JSON that may come from anywhere.
 *
 * @param from where the text came from, for the error
 * @throws UserError `record-too-large`, `record-syntax`, `unsupported-version`, `record-invalid`
 */
export function parseRecord(text: string, from: string): RunRecord {
  if (text.length > MAX_BYTES) {
    throw new UserError('record-too-large', `${from} is larger than ${MAX_BYTES} bytes`, {
      fix: 'a record this large was not written by Assay: run the steps again',
    });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new UserError('record-syntax', `${from} is not JSON`, {
      fix: 'run the steps again to write it anew',
      cause,
    });
  }
  const version = typeof value === 'object' && value !== null && 'assay' in value ? value.assay : undefined;
  if (version !== 'run/1') {
    throw new UserError(
      'unsupported-version',
      `${from} is ${JSON.stringify(version) ?? 'not a run record'}, and this Assay reads "run/1"`,
      {
        fix: 'use the Assay that wrote it, or run the steps again',
      },
    );
  }
  const parsed = recordSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new UserError('record-invalid', `${from}: ${z.prettifyError(parsed.error).slice(0, 2000)}`, {
    fix: 'run the steps again to write it anew',
  });
}

export * from './data-report.ts';
export * from './evaluation.ts';
export * from './origin.ts';
export * from './outcome.ts';
export * from './training.ts';
export * from './verdict.ts';
