import { z } from 'zod';
import { durationSchema } from './duration.ts';

export const trainSchema = z.lazy(() =>
  z
    .strictObject({
      command: z
        .string()
        .min(1)
        .describe('The training command; it runs in a shell, at the root of the repository'),
      inputs: z.array(z.string().min(1)).default([]).describe('Files and globs that the result depends on'),
      params: z.string().min(1).optional().describe('A YAML, JSON or TOML file of parameters'),
      outputs: z.array(z.string().min(1)).default([]).describe('Files and folders that make up the model'),
      'metrics-file': z
        .string()
        .min(1)
        .optional()
        .describe('Metrics that the command writes (JSON, YAML or TOML)'),
      seed: z.int().nonnegative().default(0).describe('Given to the command as ASSAY_SEED'),
      seeds: z
        .array(z.int().nonnegative())
        .min(2)
        .refine((seeds) => new Set(seeds).size === seeds.length, 'write each seed once')
        .optional()
        .describe(
          'Instead of "seed": the command runs once for each, and a comparison knows how far trainings differ by chance; the model is that of the first',
        ),
      timeout: durationSchema.default('6h').describe('The command is stopped after this time'),
    })
    .describe('How the model is trained'),
);

export type Train = z.output<typeof trainSchema>;
