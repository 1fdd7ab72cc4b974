import { z } from 'zod';
import { durationSchema } from './duration.ts';

const healthSchema = z.lazy(() =>
  z
    .strictObject({
      url: z
        .string()
        .min(1)
        .optional()
        .describe(
          'Healthy when it answers 200 to 299; $NAME stands for what the command wrote, as NAME=value lines, to the file $ASSAY_OUTPUT',
        ),
      command: z.string().min(1).optional().describe('Healthy when it ends with 0'),
      within: durationSchema.default('5m').describe('Time to become healthy'),
      every: durationSchema.default('5s'),
      'in-a-row': z.int().positive().default(1).describe('So many good answers in a row'),
    })
    .refine((health) => (health.url === undefined) !== (health.command === undefined), {
      error: 'health is either a "url" or a "command"',
      params: { fix: 'name one of the two' },
    }),
);

export const deploySchema = z.lazy(() =>
  z
    .strictObject({
      command: z
        .string()
        .min(1)
        .describe(
          'Puts a version into service; it finds ASSAY_MODEL (path), ASSAY_MODEL_NAME, ASSAY_VERSION, ASSAY_MODEL_DIGEST, ASSAY_ENVIRONMENT and ASSAY_OUTPUT in its environment. Run twice with the same version it must come to the same',
        ),
      environment: z.string().min(1).max(255).default('production'),
      timeout: durationSchema.default('30m').describe('The command is stopped after this time'),
      health: healthSchema.optional(),
      rollback: z
        .enum(['previous', 'none'])
        .default('previous')
        .describe(
          'What happens when it fails or does not become healthy: back to the last good version, or nothing',
        ),
    })
    .describe('How a version is put into service'),
);

export type Deploy = z.output<typeof deploySchema>;
