import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';

/** A step of the example's workflow that is one of our actions. */
export interface Step {
  verb: string;
  inputs: Record<string, string>;
  /** Whether it runs after a step has failed. */
  always: boolean;
}

/** Our steps of a workflow, in order. Checking out and installing Python is the demo's own part. */
export async function readSteps(repository: string, workflow: string): Promise<Step[]> {
  const text = await readFile(join(repository, '.github/workflows', workflow), 'utf8');
  const { jobs } = parse(text) as {
    jobs: Record<string, { steps: { uses?: string; if?: string; with?: Record<string, string> }[] }>;
  };
  return Object.values(jobs).flatMap(({ steps }) =>
    steps.flatMap((step) => {
      const verb = /\/assay\/actions\/([\w-]+)@/.exec(step.uses ?? '')?.[1];
      return verb === undefined
        ? []
        : [{ verb, inputs: step.with ?? {}, always: step.if?.includes('cancelled()') ?? false }];
    }),
  );
}
