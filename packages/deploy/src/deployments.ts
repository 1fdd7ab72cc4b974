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
 * The last good deployment to go back to from another one: the newest of those before it that was healthy, of another
 * version, and was not itself undone since. Who has gone back to a version stands where that was deployed, and goes back
 * from there: what came after it is newer, and no way back.
 */
export function lastGood(deployments: readonly Deployment[], from: Deployment): Deployment | undefined {
  const healthy = deployments.filter((one) => one.model === from.model && one.outcome === 'healthy');
  const undone = new Set(healthy.flatMap((one) => one['rolls-back'] ?? []));
  const place = placeOf(healthy, from);
  const seen = new Set([from.version]);
  for (const one of healthy.toReversed()) {
    if (seen.has(one.version)) continue;
    // Its older deployments were good until this one showed that it no longer is.
    if (undone.has(one.id)) seen.add(one.version);
    else if (one.id < place) return one;
  }
  return undefined;
}

/** Id of the deployment that brought a version there: of one that went back to it, the last before that did not. */
function placeOf(healthy: readonly Deployment[], { id, version, 'rolls-back': back }: Deployment): string {
  if (back === null) return id;
  const place = healthy.findLast(
    (one) => one.version === version && one.id < id && one['rolls-back'] === null,
  );
  return place?.id ?? id;
}

/** The deployments whose service ends at `at`, because another begins or because what runs is no longer known. */
export function ended(deployments: readonly Deployment[], model: string, at: string): Deployment[] {
  return deployments
    .filter((one) => one.model === model && one.outcome === 'healthy' && one.to === null)
    .map((one) => ({ ...one, to: at }));
}

/**
 * What time it is, but never before anything in the ledger: clocks of machines differ, and the ledger's order is that in
 * which things were written.
 */
export function timeAfter(deployments: readonly Deployment[], now: Date): string {
  const known = deployments.flatMap(({ started, from, to }) => [started, from ?? started, to ?? started]);
  return new Date(
    known.reduce((last, time) => Math.max(last, Date.parse(time)), now.getTime()),
  ).toISOString();
}
