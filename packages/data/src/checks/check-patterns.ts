import type { DataContract, Located } from '@assay/contract';
import type { Engine } from '../engine/index.ts';

/**
 * Holds the patterns of a contract to what the engine reads.
 *
 * @throws UserError `contract-pattern`, at its place in the contract
 */
export async function checkPatterns(engine: Engine, { value, source }: Located<DataContract>): Promise<void> {
  const mistake = (column: string, message: string, fix: string) => {
    const place = ['columns', column, 'pattern'];
    const at = source.has([...place, 'match']) ? [...place, 'match'] : place;
    return source.error(at, 'contract-pattern', message, fix);
  };
  for (const [name, { pattern }] of Object.entries(value.columns)) {
    if (pattern === undefined) continue;
    await engine.parser
      .query('SELECT regexp_full_match($1, $2)', ['', pattern.match])
      .catch((cause: Error) => {
        throw mistake(
          name,
          `not a regular expression: ${cause.message.split('\n')[0]?.replace(/^Invalid Input Error: /, '')}`,
          'write it as RE2 reads it (https://github.com/google/re2/wiki/Syntax): no lookarounds, no backreferences',
        );
      });
    const slow = engine.dialect.patternMistake(pattern.match);
    if (slow !== null)
      throw mistake(name, slow, 'write it with fewer repetitions, or as allowed values or a length');
  }
}
