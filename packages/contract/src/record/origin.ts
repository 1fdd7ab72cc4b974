import { z } from 'zod';
import { commitSchema } from '../names.ts';

/** The commit that was run. */
export const sourceSchema = z.lazy(() =>
  z.strictObject({
    repository: z.string().nullable().describe('owner/name, where known'),
    commit: commitSchema.nullable().describe('null outside a git repository'),
    branch: z.string().nullable(),
    dirty: z.boolean().describe('Whether tracked files differed from the commit'),
    base: commitSchema.nullable().describe('The commit that a pull request is to be compared with'),
    pull: z.int().positive().nullable(),
  }),
);

/** Who ran it, and where. */
export const originSchema = z.lazy(() =>
  z.strictObject({
    event: z.string().describe('Name of the GitHub event, or "local"'),
    run: z.string().nullable().describe('Address of the workflow run'),
    attempt: z.int().positive().nullable(),
    job: z.string().nullable(),
    actor: z.string().nullable(),
    host: z.strictObject({
      os: z.string(),
      arch: z.string(),
      cpus: z.int().positive(),
      'memory-mb': z.int().positive(),
      node: z.string(),
    }),
  }),
);

export type Source = z.output<typeof sourceSchema>;
export type Origin = z.output<typeof originSchema>;
