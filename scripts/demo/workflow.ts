import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '../..');

/** A step of a workflow that is one of our actions. */
export interface Step {
  verb: string;
  inputs: Record<string, string>;
  /** Whether it runs after a step has failed. */
  always: boolean;
}

interface Caller {
  jobs: Record<string, { uses: string; with?: Inputs }>;
}

interface Called {
  on: { workflow_call: { inputs: Record<string, { default?: Value }> } };
  jobs: Record<string, { if?: string; steps: { uses?: string; if?: string; with?: Inputs }[] }>;
}

type Value = string | number | boolean;
type Inputs = Record<string, Value>;

/**
 * Our steps of the workflow of ours that a repository's workflow calls, in order. Checking out, installing Python and
 * handing files from job to job is the demo's own part.
 */
export async function readSteps(repository: string, workflow: string): Promise<Step[]> {
  const caller = await read<Caller>(join(repository, '.github/workflows', workflow));
  const steps = Object.values(caller.jobs).map(async ({ uses, with: given = {} }) => {
    const called = await read<Called>(join(root, uses.replace(/^OWNER\/assay\/|@.*$/g, '')));
    const value = (name: string) => given[name] ?? called.on.workflow_call.inputs[name]?.default ?? '';
    return Object.values(called.jobs).flatMap((job) => job.steps.flatMap((step) => stepOf(job, step, value)));
  });
  return (await Promise.all(steps)).flat();
}

function stepOf(
  job: Called['jobs'][string],
  step: Called['jobs'][string]['steps'][number],
  value: (name: string) => Value,
): Step[] {
  const verb = /\/assay\/actions\/([\w-]+)@/.exec(step.uses ?? '')?.[1];
  if (verb === undefined) return [];
  const inputs = Object.entries(step.with ?? {}).map(([name, text]) => [
    name,
    String(text).replaceAll(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, input: string) => String(value(input))),
  ]);
  return [
    { verb, inputs: Object.fromEntries(inputs), always: `${job.if} ${step.if}`.includes('cancelled()') },
  ];
}

async function read<T>(file: string): Promise<T> {
  return parse(await readFile(file, 'utf8')) as T;
}
