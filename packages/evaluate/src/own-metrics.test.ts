import { describe, expect, test } from 'vitest';
import { compareWithBase } from './compare/with-base.ts';
import { compareWithTrivial } from './compare/with-trivial.ts';
import { asBase, evaluateFile, evaluateText, folderAndEngine, writeQuery } from './testing/predictions.ts';

const settings = { confidence: 0.95, replicates: 200, seed: 0 };
const rows =
  "SELECT i AS id, i % 2 AS label, (i * 7 % 11) / 11 AS p, i % 5 * 1.5 AS cost, i % 3 = 0 AS won, CASE WHEN i % 4 > 0 THEN i % 13 END AS seconds, 't' AS word FROM range(80) r(i)";

const own = (sql: string) => ({ name: 'own', sql, direction: 'lower' as const });

describe('SQL says the same', () => {
  test.each([
    'sum(cost)',
    'avg(cost)',
    'count(*) FILTER (WHERE won)',
    'count(seconds) / count(*)',
    'sum(cost * 2 + seconds) / count(*) FILTER (WHERE won AND cost > 1)',
    '-avg(seconds) FILTER (WHERE label = 1) * 2.5 + 1e1',
    'sqrt(avg(cost * cost) - avg(cost) * avg(cost))',
    'quantile_disc(seconds, 0.9)',
    'quantile_disc(cost, 0.5)',
    'avg(CASE WHEN won THEN 1 ELSE 0 END) -- a comment',
  ])('%s', async (sql) => {
    const place = folderAndEngine();
    await writeQuery(place, 'p.parquet', rows);
    const { evaluation } = await evaluateFile(place, 'p.parquet', {
      task: 'binary',
      score: 'p',
      metrics: [own(sql)],
    });
    const [row] = await place.engine.query(`SELECT CAST((${sql}\n) AS DOUBLE) AS x FROM (${rows})`);
    expect(evaluation.metrics[0]?.value).toBeCloseTo(Number(row?.['x']), 12);
    expect(evaluation.metrics[0]).toMatchObject({ metric: 'own', direction: 'lower' });
  });
});

test.each([
  ['cost', '"cost" stands outside sum, avg, count or quantile_disc'],
  ['1 + 2', 'it holds no sum, avg, count or quantile_disc'],
  ['max(cost)', '"max" is not one of + - * / abs sqrt ln exp, nor of sum avg count quantile_disc'],
  ['count(DISTINCT cost)', 'count with DISTINCT or ORDER BY cannot be computed for resampled rows'],
  ['sum(cost) OVER ()', 'it holds more than arithmetic on aggregates'],
  ['sum((SELECT 1))', 'it holds a subquery'],
  ["sum(length(getenv('HOME')))", 'the function "getenv" is not one that predicates may use'],
  ['sum(cost)) FROM p; SELECT (1', 'not one expression'],
  ['sum(cost), 2', '"row" is not one of + - * / abs sqrt ln exp'],
  [
    'quantile_disc(cost, p)',
    'quantile_disc takes a number between 0 and 1, as in quantile_disc(seconds, 0.95)',
  ],
  ['sum(word)', 'word is no number, but VARCHAR'],
  ['avg(costt)', expect.stringContaining('costt')],
])('%s is refused', async (sql, reason) => {
  const place = folderAndEngine();
  await writeQuery(place, 'p.parquet', rows);
  const attempt = evaluateFile(place, 'p.parquet', { task: 'binary', score: 'p', metrics: [own(sql)] });
  const error = await attempt.catch((cause: { code: string; message: string }) => cause);
  expect(error).toMatchObject({
    code: 'metric-invalid',
    message: typeof reason === 'string' ? expect.stringContaining(reason) : reason,
  });
});

test('a column is its mean, of any task, in slices, paired with the base; the trivial model has none', async () => {
  const place = folderAndEngine();
  await writeQuery(place, 'base.parquet', rows);
  await writeQuery(place, 'new.parquet', `SELECT * REPLACE (cost - 1 AS cost) FROM (${rows})`);
  const section = {
    task: 'text' as const,
    prediction: 'word',
    id: 'id',
    slices: ['won'],
    metrics: [{ name: 'price', column: 'cost', direction: 'lower' as const }],
  };
  const base = await evaluateFile(place, 'base.parquet', section);
  const candidate = await evaluateFile(place, 'new.parquet', section);
  // i % 5 * 1.5 is 3 on average; the slice of every third row has other rows.
  expect(candidate.evaluation.metrics[0]).toMatchObject({ value: 2, method: 'bootstrap', slice: null });
  expect(candidate.evaluation.metrics.map(({ slice }) => slice)).toEqual([null, 'won=false', 'won=true']);
  const { metrics, paired } = await compareWithBase(
    candidate,
    await asBase(place, base, candidate),
    settings,
  );
  expect(paired).toBe(true);
  expect(metrics[0]).toMatchObject({ base: 3, candidate: 2, value: -1 });
  const [whole] = candidate.parts;
  const trivial = whole && (await compareWithTrivial(whole, candidate.metrics, settings));
  expect(trivial?.metrics[0]).toMatchObject({ base: null, value: null, reason: 'undefined-in-base' });
});

test('a name that is taken, and groups that a metric compares', async () => {
  const text = 'label,p,part\n1,0.9,x\n0,0.8,x\n1,0.7,y\n0,0.2,y\n';
  const evaluated = (metrics: NonNullable<Parameters<typeof evaluateText>[1]['metrics']>) =>
    evaluateText(text, { task: 'binary', score: 'p', metrics });
  await expect(evaluated([{ ...own('sum(p)'), name: 'f1' }])).rejects.toMatchObject({
    code: 'metric-repeated',
  });
  const { evaluation } = await evaluated(['demographic_parity_difference:part', 'selection_rate']);
  // Both of x are selected, one of two of y.
  expect(evaluation.metrics.map(({ metric, value, direction }) => [metric, value, direction])).toEqual([
    ['demographic_parity_difference:part', 0.5, 'lower'],
    ['selection_rate', 0.75, null],
  ]);
  await expect(evaluated(['demographic_parity_difference:prt'])).rejects.toMatchObject({
    code: 'column-missing',
    fix: 'did you mean "part"?',
  });
});
