import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Permissions, permissionsOf } from '../../../test/harness/index.ts';
import { type Contexts, fill, fillAll, type Value } from './expressions.ts';

const root = join(import.meta.dirname, '../../..');

/** A step as it is written. */
export interface Step {
  id?: string;
  if?: string;
  uses?: string;
  run?: string;
  with?: Record<string, Value>;
  env?: Record<string, Value>;
}

/** A job of a workflow of ours, and what GITHUB_TOKEN may do in it. */
export interface Job {
  name: string;
  permissions: Permissions;
  if?: string;
  needs: string[];
  steps: Step[];
  outputs?: Record<string, Value>;
}

/** A workflow of ours as a repository's workflow calls it, with what it is given. */
export interface Workflow {
  jobs: Job[];
  inputs: Record<string, Value>;
  secrets: Record<string, string>;
}

interface Caller {
  jobs: Record<string, { uses: string; with?: Record<string, Value>; secrets?: Record<string, Value> }>;
}

interface Called {
  on: { workflow_call: { inputs: Record<string, { default?: Value }> } };
  jobs: Record<string, Omit<Job, 'name' | 'permissions' | 'needs'> & { needs?: string }>;
}

/**
 * The workflow of ours that a repository's workflow calls in its one job.
 *
 * @param contexts what the caller's expressions see
 * @throws where GitHub would not start it: it asks for more permissions than its caller has
 */
export function readWorkflow(text: string, contexts: Contexts): Workflow {
  const [[caller, { uses, with: given, secrets }] = fail('no job')] = Object.entries(
    (parse(text) as Caller).jobs,
  );
  const source = (name: string) =>
    readFileSync(join(root, name.replace(/^OWNER\/assay\/|@.*$/g, '')), 'utf8');
  const called = parse(source(uses)) as Called;
  const permissions = permissionsOf(text, source);
  const inputs = Object.entries(called.on.workflow_call.inputs).map(([name, input]) => {
    const value = given?.[name];
    if (value !== undefined) return [name, fill(value, contexts)];
    // The packages are there: what would only install them is left out.
    return [name, name.endsWith('setup') ? '' : (input.default ?? null)];
  });
  return {
    jobs: Object.entries(called.jobs).map(([name, { needs, ...job }]) => ({
      ...job,
      name,
      needs: needs === undefined ? [] : [needs],
      permissions: permissions.get(`${caller}/${name}`) ?? {},
    })),
    inputs: Object.fromEntries(inputs) as Record<string, Value>,
    secrets: fillAll(secrets, contexts),
  };
}

function fail(why: string): never {
  throw new Error(`the workflow has ${why}`);
}
