import { type DataContract, hint, type Located } from '@assay/contract';
import type { Place } from './found.ts';
import { columnChecks, dataChecks } from './registry.ts';

/** What is different in an environment of the data: columns that may be absent, checks and rules that are not made. */
export interface Environment {
  readonly optional: ReadonlySet<string>;
  readonly skip: ReadonlySet<string>;
  /** What asks for the number of rows. */
  readonly rowsPlace: Place;
}

/**
 * A contract as it is in an environment: its number of rows and without the rules that are skipped. A contract that knows no
 * environments is the same in all.
 *
 * @throws UserError `environment-unknown`, `contract-environment`: it names a column or check that is not in the contract
 */
export function inEnvironment(
  { value, source }: Located<DataContract>,
  name: string | undefined,
): { contract: DataContract; environment: Environment } {
  const environments = value.environments ?? {};
  const checks = [...Object.keys(columnChecks), ...Object.keys(dataChecks), 'skew'];
  const rules = value.rules.map((rule) => rule.name);
  for (const [each, { optional, skip }] of Object.entries(environments)) {
    const mistake = (key: string, word: string, i: number, known: readonly string[]) =>
      source.error(
        ['environments', each, key, i],
        'contract-environment',
        `no ${key === 'skip' ? 'check or rule' : 'column'} ${JSON.stringify(word)}`,
        hint(word, known),
      );
    optional.forEach((word, i) => {
      if (!Object.hasOwn(value.columns, word)) throw mistake('optional', word, i, Object.keys(value.columns));
    });
    skip.forEach((word, i) => {
      if (![...checks, ...rules].includes(word)) throw mistake('skip', word, i, [...checks, ...rules]);
    });
  }
  if (name === undefined || value.environments === undefined)
    return {
      contract: value,
      environment: { optional: new Set(), skip: new Set(), rowsPlace: ['rows'] },
    };
  const chosen = Object.hasOwn(environments, name) ? environments[name] : undefined;
  if (chosen === undefined) {
    throw source.error(
      ['environments'],
      'environment-unknown',
      `no environment ${JSON.stringify(name)}`,
      hint(name, Object.keys(environments)),
      'key',
    );
  }
  return {
    contract: { ...value, rows: chosen.rows ?? value.rows },
    environment: {
      optional: new Set(chosen.optional),
      skip: new Set(chosen.skip),
      rowsPlace: chosen.rows === undefined ? ['rows'] : ['environments', name, 'rows'],
    },
  };
}
