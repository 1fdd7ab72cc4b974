import type { DataContract, Located } from '@assay/contract';
import type { Engine } from '../engine/index.ts';
import { partsOf } from '../engine/parts.ts';

/** Patterns of one question. */
const AT_ONCE = 100;

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
  const patterns = Object.entries(value.columns).flatMap(([name, { pattern }]) =>
    pattern === undefined ? [] : [{ name, match: pattern.match }],
  );
  for (const some of partsOf(patterns, AT_ONCE)) {
    const read = (...matches: string[]) =>
      engine.parser.query(`SELECT ${matches.map(fits).join(', ')}`, matches);
    const areRead = await read(...some.map(({ match }) => match)).then(
      () => true,
      () => false,
    );
    // Where one of them is amiss, each is asked about.
    for (const { name, match } of areRead ? [] : some)
      await read(match).catch((cause: Error) => {
        throw mistake(
          name,
          `not a regular expression: ${cause.message.split('\n')[0]?.replace(/^Invalid Input Error: /, '')}`,
          'write it as RE2 reads it (https://github.com/google/re2/wiki/Syntax): no lookarounds, no backreferences',
        );
      });
  }
  for (const { name, match } of patterns) {
    const slow = engine.dialect.patternMistake(match);
    if (slow !== null)
      throw mistake(name, slow, 'write it with fewer repetitions, or as allowed values or a length');
  }
}

function fits(_: string, i: number): string {
  return `regexp_full_match('', $${i + 1})`;
}
