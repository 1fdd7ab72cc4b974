import { didYouMean, UserError } from '@assay/contract';
import { type Engine, PredicateMistake, parsePredicate } from '@assay/data';

/**
 * A slice's predicate as the SQL of one boolean, after it was found to be one condition over columns and nothing more, and
 * the engine has evaluated it on every row.
 *
 * @throws UserError `predicate-invalid`
 */
export async function predicate(
  engine: Engine,
  slice: { name: string; where: string },
  relation: string,
  present: readonly string[],
): Promise<string> {
  const invalid = (reason: string, cause?: unknown) =>
    new UserError('predicate-invalid', `slice "${slice.name}": ${reason.split('\n')[0]}`, {
      fix: `write a condition on columns of the predictions, like "trip_start_hour >= 22", not "${slice.where}"`,
      cause,
    });
  const { columns } = await parsePredicate(engine, slice.where).catch((cause) => {
    if (cause instanceof PredicateMistake) throw invalid(cause.message, cause);
    throw cause;
  });
  const sql = `COALESCE(CAST((${slice.where}\n) AS BOOLEAN), FALSE)`;
  // WHERE takes no aggregates and no windows; over all rows, because a cast may fail at the last.
  await engine.query(`SELECT COUNT(*) FROM ${relation} WHERE ${sql}`).catch((cause: Error) => {
    const absent = columns.find((name) => !present.some((one) => one.toLowerCase() === name.toLowerCase()));
    throw invalid(absent === undefined ? cause.message : noColumn(absent, present), cause);
  });
  return sql;
}

/** The engine speaks of its own clauses, and this is the commonest mistake. */
function noColumn(name: string, present: readonly string[]): string {
  const near = didYouMean(name, present);
  return `the predictions have no column "${name}"${near === undefined ? '' : `; did you mean "${near}"?`}`;
}
