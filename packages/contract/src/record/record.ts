import { z } from 'zod';
import { digestSchema } from '../names.ts';
import { dataReportSchema } from './data-report.ts';
import { comparisonSchema, evaluationSchema } from './evaluation.ts';
import { originSchema, sourceSchema } from './origin.ts';
import { artifactSchema, trainingSchema } from './training.ts';
import { verdictSchema } from './verdict.ts';

/** The run record, version 1: the one document that every step reads and adds a section to. */
export const recordSchema = z.lazy(() =>
  z
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
    .describe('A run record'),
);

export type RunRecord = z.output<typeof recordSchema>;

/** Sections that steps add; each is replaced whole by the step that owns it. */
export const sections = ['data', 'training', 'artifact', 'evaluation', 'comparisons', 'verdict'] as const;
export type Section = (typeof sections)[number];
