import { parse } from 'yaml';
import type { Level, Permission } from '../github/grants.ts';

export type Permissions = Partial<Record<Permission, Level>>;

/** What is read of a workflow's text. */
interface Workflow {
  permissions?: Permissions;
  jobs: Record<string, { permissions?: Permissions; uses?: string; steps?: { uses?: string }[] }>;
}

const LEVELS = { none: 0, read: 1, write: 2 };

/** All that the jobs of a workflow use: actions, and workflows that they call. */
export function usesOf(text: string): string[] {
  const { jobs } = parse(text) as Workflow;
  return Object.values(jobs)
    .flatMap(({ uses, steps = [] }) => [uses, ...steps.map((step) => step.uses)])
    .filter((use) => use !== undefined);
}

/**
 * What GITHUB_TOKEN may do in each job of a workflow, keyed `CALLER/JOB` for those of a workflow that it calls.
 *
 * @param called the text of a workflow that it calls
 * @throws as GitHub does before anything runs: a called workflow asks for more than its caller has
 */
export function permissionsOf(text: string, called: (uses: string) => string): Map<string, Permissions> {
  const found = new Map<string, Permissions>();
  const workflow = parse(text) as Workflow;
  for (const [id, job] of Object.entries(workflow.jobs)) {
    const given = job.permissions ?? workflow.permissions ?? {};
    if (job.uses === undefined) found.set(id, given);
    else {
      const inner = parse(called(job.uses)) as Workflow;
      for (const [innerId, { permissions = inner.permissions ?? given }] of Object.entries(inner.jobs)) {
        refuseMore(`${id}/${innerId}`, permissions, given);
        found.set(`${id}/${innerId}`, permissions);
      }
    }
  }
  return found;
}

/** As it is for a pull request from a fork: nothing is written. */
export function readOnly(permissions: Permissions): Permissions {
  return Object.fromEntries(Object.keys(permissions).map((name) => [name, 'read']));
}

function refuseMore(job: string, wanted: Permissions, given: Permissions): void {
  for (const [name, level] of Object.entries(wanted) as [Permission, Level][]) {
    const allowed = given[name] ?? 'none';
    if (LEVELS[level] > LEVELS[allowed])
      throw new Error(
        `the job ${job} asks for "${name}: ${level}", and its caller has "${name}: ${allowed}"`,
      );
  }
}
