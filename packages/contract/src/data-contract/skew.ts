import { z } from 'zod';
import { saidSchema, severity } from './options.ts';

export const skewSchema = z.lazy(() =>
  z
    .strictObject({
      margin: z
        .number()
        .gt(0)
        .max(1)
        .default(0.05)
        .describe(
          'From which effect on a difference counts, on the scale of Kolmogorov and Smirnov or of total variation, 0 to 1',
        ),
      q: z
        .number()
        .gt(0)
        .max(0.5)
        .default(0.05)
        .describe('Largest expected share of false ones among the differences that are called skew'),
      ignore: z.array(z.string().min(1)).default([]).describe('Columns that may differ: the label, an id'),
      ...saidSchema,
      severity: severity.default('warn').describe('error or warn'),
    })
    .describe('How the data may differ from their reference, column by column'),
);
