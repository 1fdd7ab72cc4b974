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
  for (const lacking of lacks) {
    const [key = '', part] = lacking.split('.');
    if (skip.has(key)) continue;
    const places =
      part === undefined ? Object.keys(value.columns).map((name) => ['columns', name, key]) : [[key, part]];
    const place = places.find((at) => standsAt(value, at));
    if (place !== undefined)
      throw source.error(
        place,
        'contract-engine',
        `${name} cannot answer "${lacking}"`,
        `check a file of these rows, or skip it in an environment: environments: {trino: {skip: [${key}]}}`,
        'key',
      );
  }
}

function standsAt(value: unknown, place: Place): boolean {
  const found = place.reduce((of, key) => (of as Record<string, unknown> | undefined)?.[key], value);
  return found !== undefined;
}
