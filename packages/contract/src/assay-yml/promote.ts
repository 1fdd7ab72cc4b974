import { z } from 'zod';
import { nameSchema } from '../names.ts';

/** A stage in GTO's syntax. */
export const stageSchema = nameSchema.describe('Stage of a version: production, staging, …');

export const promoteSchema = z.lazy(() =>
  z
    .strictObject({
      stage: stageSchema.default('production'),
      bump: z
        .enum(['patch', 'minor', 'major'])
        .default('patch')
        .describe('Which part of the version goes up; the first is v0.0.1'),
      mlflow: z
        .strictObject({
          'tracking-uri': z
            .url({ protocol: /^https?$/ })
            .optional()
            .describe(
              'The server; MLFLOW_TRACKING_URI by default. Credentials come from the environment alone',
            ),
          experiment: z.string().min(1).optional().describe("The model's name by default"),
          'registered-model': z.string().min(1).optional().describe("The model's name by default"),
        })
        .optional()
        .describe('An MLflow server that shows the same versions and stages'),
    })
    .describe('How a model becomes a version with a stage'),
);

export type Promote = z.output<typeof promoteSchema>;
