import { z } from 'zod';

export const trainSchema = z
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
    timeout: z
      .string()
      .regex(/^[1-9][0-9]*(s|m|h)$/, 'write a whole number and s, m or h: 90s, 30m, 2h')
      .default('6h')
      .describe('The command is stopped after this time'),
  })
  .describe('How the model is trained');

export type Train = z.output<typeof trainSchema>;
