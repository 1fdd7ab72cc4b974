import { z } from 'zod';
import { byName } from '../by-name.ts';
import { digestSchema } from '../names.ts';

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** What went into a training, how it went, and what came out. */
export const trainingSchema = z.lazy(() =>
  z.strictObject({
    command: z.string(),
    outcome: z
      .enum(['trained', 'failed', 'cut-off'])
      .describe('cut-off: stopped by the time limit or a signal'),
    exit: z.int().nullable().describe('Exit code; null when stopped by a signal'),
    started: z.iso.datetime(),
    seconds: z.number().nonnegative().describe('Wall-clock time'),
    'peak-memory-mb': z
      .number()
      .nonnegative()
      .nullable()
      .describe('Largest resident memory of the process tree; null where it cannot be measured'),
    seed: z.int().nonnegative(),
    seeds: z
      .array(
        z.strictObject({
          seed: z.int().nonnegative(),
          seconds: z.number().nonnegative(),
          predictions: z
            .strictObject({ path: z.string(), digest: digestSchema })
            .nullable()
            .describe('Predictions of the evaluation set that it left; null: it wrote none'),
        }),
      )
      .optional()
      .describe('Further trainings, with other seeds'),
    fingerprint: digestSchema.describe('Of command, inputs, params, environment and seeds'),
    inputs: byName(digestSchema).describe('Path to digest'),
    params: byName(scalar).describe('Dotted key to value'),
    environment: byName(z.string()).describe('Name to version: interpreters, and the digests of lock files'),
    metrics: byName(z.number()).describe('What the command wrote into its metrics file'),
  }),
);

/** The model: digests of the bytes that the command left. */
export const artifactSchema = z.lazy(() =>
  z.strictObject({
    digest: digestSchema,
    files: z.int().nonnegative(),
    bytes: z.int().nonnegative(),
    paths: z.array(z.string()),
  }),
);

export type Training = z.output<typeof trainingSchema>;
export type Artifact = z.output<typeof artifactSchema>;
