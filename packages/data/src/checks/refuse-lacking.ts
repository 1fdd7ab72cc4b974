import type { DataContract, Located } from '@assay/contract';
import type { Dialect } from '../engine/index.ts';
import type { Environment } from './environment.ts';

/**
 * Holds a contract to what the engine can answer: a check is refused, never left out in silence.
 *
 * @throws UserError `contract-engine`, at its place in the contract
 */
export function refuseLacking(
  { name, lacks }: Dialect,
  located: Located<DataContract>,
  { skip }: Environment,
): void {
  const { value, source } = located;
  for (const key of lacks) {
    if (skip.has(key)) continue;
    const column = Object.keys(value.columns).find((name) => value.columns[name]?.[key] !== undefined);
    if (column !== undefined)
      throw source.error(
        ['columns', column, key],
        'contract-engine',
        `${name} cannot answer "${key}"`,
        `check a file of these rows, or skip it in an environment: environments: {trino: {skip: [${key}]}}`,
        'key',
      );
  }
}
