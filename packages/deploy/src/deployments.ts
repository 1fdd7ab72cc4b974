import type { Deployment } from '@assay/contract';

// What an environment's deployments come to. Lists are oldest first: ids sort by time.

/** The deployment of a model that is in service, as far as is known. */
export function inService(deployments: readonly Deployment[], model: string): Deployment | undefined {
  return deployments.findLast((one) => one.model === model && one.outcome === 'healthy' && one.to === null);
}

/** The deployment of a model that was in service at a moment, as far as is known. */
export function inServiceAt(
  deployments: readonly Deployment[],
  model: string,
  at: Date,
): Deployment | undefined {
  const [moment, forever] = [at.getTime(), Number.POSITIVE_INFINITY];
  return deployments.findLast(({ model: name, from, to }) => {
    if (name !== model || from === null || Date.parse(from) > moment) return false;
    return (to === null ? forever : Date.parse(to)) > moment;
  });
}

/**
 * The last good deployment to go back to from a version: the newest that was healthy, of another version, and was not
 * itself undone since.
 */
export function lastGood(
  deployments: readonly Deployment[],
  model: string,
  from: string,
): Deployment | undefined {
  const undone = new Set(
    deployments.flatMap((one) => (one.outcome === 'healthy' ? (one['rolls-back'] ?? []) : [])),
  );
  const seen = new Set([from]);
  for (const one of deployments.toReversed()) {
    if (one.model !== model || one.outcome !== 'healthy' || seen.has(one.version)) continue;
    if (!undone.has(one.id)) return one;
    // Its older deployments were good until this one showed that it no longer is.
    seen.add(one.version);
  }
  return undefined;
}

/** The deployments whose service ends at `at`, because another begins or because what runs is no longer known. */
export function ended(deployments: readonly Deployment[], model: string, at: string): Deployment[] {
  return deployments
    .filter((one) => one.model === model && one.outcome === 'healthy' && one.to === null)
    .map((one) => ({ ...one, to: at }));
}
