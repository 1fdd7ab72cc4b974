import type { DataContract, Located } from '@assay/contract';
import type { Engine } from '../engine/index.ts';

/**
 * Holds the patterns of a contract to what the engine reads.
 *
 * @throws UserError `contract-pattern`, at its place in the contract
 */
export async function checkPatterns(engine: Engine, { value, source }: Located<DataContract>): Promise<void> {
  for (const [name, { pattern }] of Object.entries(value.columns)) {
    if (pattern === undefined) continue;
    await engine.parser
      .query('SELECT regexp_full_match($1, $2)', ['', pattern.match])
      .catch((cause: Error) => {
        const place = ['columns', name, 'pattern'];
        throw source.error(
          source.has([...place, 'match']) ? [...place, 'match'] : place,
          'contract-pattern',
          `not a regular expression: ${cause.message.split('\n')[0]?.replace(/^Invalid Input Error: /, '')}`,
          'write it as RE2 reads it (https://github.com/google/re2/wiki/Syntax): no lookarounds, no backreferences',
        );
      });
  }
}
