import { type Evaluation, type Metric, UserError } from '@assay/contract';
import { type Engine, quoteName, type Source } from '@assay/data';
import { wilson } from '@assay/stats';

/** Tests by capability, as a record holds them. */
export type Behaviour = NonNullable<Evaluation['behaviour']>;

/** How many failing tests of a capability a record names. */
const EXAMPLES = 5;

const columns = ['capability', 'kind', 'prediction', 'original', 'expected', 'tolerance'] as const;

/** Under which names the failure rates of capabilities stand in a record. */
export const FAILURE_RATE = 'failure_rate:';

/**
 * How often a model fails tests of its behaviour, by capability: a row of the file is a test. Of the kinds of CheckList
 * (Ribeiro, Wu, Guestrin & Singh 2020, ACL), `minimum` fails where the prediction is not what is expected; `invariance` where
 * it is not that of the original row, which was changed in a way that should not matter; `direction` where it went down from
 * the original's though "up" is expected, or up though "down" is. Numbers may be off by the tolerance. The first tests that
 * fail are named, by the column `id` or by their row.
 *
 * @throws UserError `behaviour-invalid`, with the first row that is no test, or where there is none at all
 */
export async function behaviourOf(
  engine: Engine,
  { relation, columns: present }: Source,
  path: string,
): Promise<Behaviour> {
  const lacking = (['capability', 'kind', 'prediction'] as const).find((name) => !holds(present, name));
  if (lacking !== undefined)
    throw invalid(
      `${path} has no column "${lacking}"`,
      `write a row for each test: ${columns.join(', ')}; a name in "id" where there is one`,
    );
  const tests = `SELECT row_number() OVER () AS place, ${[...columns, 'id'].map((name) => text(present, name)).join(', ')} FROM ${relation}`;
  const judged = `SELECT *, ${outcome} AS fails FROM (${tests})`;
  const [wrong] = await engine.query(
    `SELECT place, kind FROM (${judged}) WHERE fails IS NULL ORDER BY place LIMIT 1`,
  );
  if (wrong !== undefined) {
    throw invalid(
      `row ${wrong['place']} of ${path} is no test of the kind "${String(wrong['kind']).slice(0, 40)}"`,
      'minimum needs prediction and expected; invariance prediction and original; direction numbers in both, and "up" or "down" in expected; each a capability; a tolerance is 0 or more',
    );
  }
  const rows = await engine.query(
    `SELECT capability, count(*) AS n, count(*) FILTER (WHERE fails) AS failures FROM (${judged}) GROUP BY 1 ORDER BY 1`,
  );
  if (rows.length === 0)
    throw invalid(`${path} has no tests`, 'write one a row, or leave "behaviour" out where there are none');
  const failing = await engine.query(
    `SELECT capability, left(coalesce(id, 'row ' || place), 100) AS name FROM (${judged}) WHERE fails
     QUALIFY row_number() OVER (PARTITION BY capability ORDER BY place) <= ${EXAMPLES} ORDER BY place`,
  );
  return rows.map((row) => ({
    capability: String(row['capability']),
    n: Number(row['n']),
    failures: Number(row['failures']),
    examples: failing.flatMap(({ capability, name }) =>
      capability === row['capability'] ? [String(name)] : [],
    ),
  }));
}

/** A negative, infinite or misspelt tolerance would decide every test. */
const tolerable = 'coalesce(TRY_CAST(tolerance AS DOUBLE) BETWEEN 0 AND 1e300, tolerance IS NULL)';
const difference = 'TRY_CAST(prediction AS DOUBLE) - TRY_CAST(original AS DOUBLE)';
const slack = 'coalesce(TRY_CAST(tolerance AS DOUBLE), 0)';
const moved = (sign: string) => `(isnan(${difference}) OR ${sign}(${difference}) > ${slack})`;
const differ = (other: string) =>
  `coalesce(abs(TRY_CAST(prediction AS DOUBLE) - TRY_CAST(${other} AS DOUBLE)) > ${slack}, prediction <> ${other})`;
/** SQL of whether a test fails; null for what is no test. */
const outcome = `CASE WHEN capability IS NULL OR NOT ${tolerable} THEN NULL ELSE CASE kind
  WHEN 'minimum' THEN ${differ('expected')}
  WHEN 'invariance' THEN ${differ('original')}
  WHEN 'direction' THEN CASE expected WHEN 'up' THEN ${moved('-')} WHEN 'down' THEN ${moved('')} END
  END END`;

function holds(present: Source['columns'], name: string): boolean {
  return present.some((column) => column.name === name);
}

function text(present: Source['columns'], name: string): string {
  return `${holds(present, name) ? `CAST(${quoteName(name)} AS VARCHAR)` : 'NULL::VARCHAR'} AS ${name}`;
}

/** The share of each capability's tests that fails, as a metric. */
export function failureRates(behaviour: Behaviour, confidence: number): Metric[] {
  return behaviour.map((of) => rateOf(of, confidence));
}

function rateOf({ capability, failures, n }: Behaviour[number], confidence: number): Metric {
  const { value, low, high } = wilson(failures, n, confidence);
  return {
    metric: `${FAILURE_RATE}${capability}`,
    slice: null,
    direction: 'lower',
    value,
    low,
    high,
    confidence,
    method: 'wilson',
    n,
    reason: null,
  };
}

function invalid(message: string, fix: string): UserError {
  return new UserError('behaviour-invalid', message, { fix });
}
