import type { DataContract, Located } from '@assay/contract';
import type { Dialect } from '../engine/index.ts';
import type { Environment } from './environment.ts';
import type { Place } from './found.ts';

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
  const refuse = (key: string, place: Place) =>
    source.error(
      place,
      'contract-engine',
      `${name} cannot answer "${key}"`,
      'check a file of these rows, or skip it in an environment: environments: {trino: {skip: [' +
        key +
        ']}}',
      'key',
    );
  for (const key of lacks) {
    if (skip.has(key)) continue;
    const asked = (value as unknown as Record<string, unknown>)[key];
    if (asked !== undefined && !(Array.isArray(asked) && asked.length === 0)) throw refuse(key, [key]);
    for (const [column, rule] of Object.entries(value.columns))
      if ((rule as unknown as Record<string, unknown>)[key] !== undefined)
        throw refuse(key, ['columns', column, key]);
  }
}
