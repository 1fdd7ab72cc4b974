import { z } from 'zod';
import { commitSchema, digestSchema, nameSchema } from '../names.ts';
import { outcomeSchema } from '../record/outcome.ts';

const lookSchema = z.lazy(() =>
  z.strictObject({
    about: z
      .string()
      .describe(
        'What was judged: digest of its predictions, else of the model, else the commit, else the run',
      ),
    model: nameSchema,
    commit: commitSchema.nullable(),
    policy: digestSchema,
    answer: outcomeSchema,
    at: z.iso.datetime(),
    by: z.string().max(100).nullable().describe('Who started the run'),
    pull: z.int().positive().nullable(),
  }),
);

/** The looks at an evaluation set, in the ledger: each pass or fail that somebody saw uses it up a little. */
export const testSetSchema = z.lazy(() =>
  z
    .strictObject({
      assay: z.literal('test-set/1'),
      set: digestSchema,
      looks: z.array(lookSchema).describe('Oldest first; one for each thing that was judged'),
    })
    .describe('What an evaluation set was asked'),
);

export type Look = z.output<typeof lookSchema>;
export type TestSet = z.output<typeof testSetSchema>;
