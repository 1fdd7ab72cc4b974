import { keptPerWorld } from '../kept-per-world.ts';
import type { JsonObject } from '../openapi/json-schema.ts';
import type { ApiRequest, World } from '../world.ts';

export interface Deployment {
  id: number;
  repository: string;
  environment: string;
  production: boolean;
  transient: boolean;
  fields: JsonObject;
  /** Oldest first. */
  statuses: JsonObject[];
}

/** The deployments of a stand-in, oldest first; those that were deleted keep their numbers. */
export const deploymentsOf = keptPerWorld((): { all: Deployment[]; made: number; statuses: number } => ({
  all: [],
  made: 0,
  statuses: 0,
}));

/** The deployment that a path names. */
export function findDeployment(
  { params, repository }: Pick<ApiRequest, 'params' | 'repository'>,
  world: World,
): Deployment | undefined {
  const id = Number(params['deployment_id']);
  return deploymentsOf(world).all.find((one) => one.id === id && one.repository === repository);
}

/** The state that a deployment is in: that of its newest status. */
export function stateOf({ statuses }: Deployment): string {
  return String(statuses.at(-1)?.['state'] ?? 'pending');
}

export function viewDeployment({ fields, environment, production, transient }: Deployment): JsonObject {
  return { ...fields, environment, production_environment: production, transient_environment: transient };
}
