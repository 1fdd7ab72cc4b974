import { type Deployment, UserError } from '@assay/contract';
import type { Ledger } from '@assay/registry';

/**
 * Refuses a model that the ledger has never heard of: "nothing was in service" would be true, and the answer to a misspelt name.
 * Where the remote cannot be reached, it may know more than is here.
 *
 * @throws UserError `model-unknown`
 */
export async function requireKnown(
  ledger: Ledger,
  model: string,
  deployments: readonly Deployment[],
): Promise<void> {
  if (ledger.freshness === 'stale') return;
  const paths = [...(await ledger.list('runs')), ...(await ledger.list('versions'))];
  const named = paths.map((path) => decodeURIComponent(path.split('/')[1] ?? ''));
  const known = new Set([...named, ...deployments.map((one) => one.model)]);
  if (known.has(model) || known.size === 0) return;
  throw new UserError('model-unknown', `the ledger has no model "${model}"`, {
    fix: `name one of: ${[...known].toSorted().slice(0, 10).join(', ')}`,
  });
}
