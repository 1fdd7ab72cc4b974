import { z } from 'zod';
import { byName } from '../by-name.ts';
import { commitSchema, digestSchema, nameSchema } from '../names.ts';

/** A version as it is spelt in tags: `v1.2.3`, `v1.2.3-rc.1`. */
export const versionNameSchema = z
  .string()
  .max(100)
  .regex(
    /^v(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$/,
    'a version is written v1.2.3',
  );

/** A registered version, in the ledger: what its tag was made of, so that a tag that was moved or made by hand shows. */
export const versionSchema = z.lazy(() =>
  z
    .strictObject({
      assay: z.literal('version/1'),
      model: nameSchema,
      version: versionNameSchema,
      commit: commitSchema.describe('The commit that was trained and judged'),
      tag: z.string().describe('Name of the annotated tag'),
      artifact: digestSchema.describe('The model'),
      paths: z.array(z.string()).min(1).describe('Where its files lie, from the root of the repository'),
      bytes: z.int().nonnegative(),
      policy: digestSchema.describe('The policy that it passed'),
      set: digestSchema.nullable().describe('The evaluation set that it passed on'),
      record: z.string().describe('Id of the run record'),
      metrics: byName(z.number()).describe('Of all rows'),
      at: z.iso.datetime(),
      by: z.string(),
      run: z.string().nullable().describe('Address of the workflow run'),
    })
    .describe('A registered version of a model'),
);

export type Version = z.output<typeof versionSchema>;
