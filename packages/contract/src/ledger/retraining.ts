import { z } from 'zod';
import { commitSchema, nameSchema } from '../names.ts';

/** The retraining of a model, in the ledger: what was tried, and which commits on its branch are Assay's own. */
export const retrainingSchema = z.lazy(() =>
  z
    .strictObject({
      assay: z.literal('retraining/1'),
      model: nameSchema,
      attempts: z
        .array(
          z.strictObject({
            at: z.iso.datetime(),
            monitor: z.string().nullable(),
            batch: z.string().describe('Digest of the batch that asked for it'),
            branch: z.string(),
            commit: commitSchema,
            pull: z.int().positive().nullable(),
          }),
        )
        .describe('Newest first; the last 50'),
    })
    .describe('Attempts at retraining a model'),
);

export type Retraining = z.output<typeof retrainingSchema>;
