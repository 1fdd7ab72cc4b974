import type { World } from '../world.ts';
import { checkRunsAt } from './check-runs.ts';
import { latestStatuses } from './commit-statuses.ts';

export type CheckState = 'success' | 'failure' | 'pending';

/** How each check of a commit stands, by its name: check runs and statuses alike, as GitHub holds deployments to them. */
export async function describeChecks(
  repository: string,
  sha: string,
  world: World,
): Promise<Map<string, CheckState>> {
  const runs = checkRunsAt(repository, sha, world).map((run): [string, CheckState] => {
    if (run['status'] !== 'completed') return [String(run['name']), 'pending'];
    const passed = ['success', 'neutral', 'skipped'].includes(String(run['conclusion']));
    return [String(run['name']), passed ? 'success' : 'failure'];
  });
  const statuses = latestStatuses(repository, sha, world).map(({ context, state }): [string, CheckState] => [
    String(context),
    state === 'success' || state === 'pending' ? state : 'failure',
  ]);
  return new Map([...runs, ...statuses]);
}
