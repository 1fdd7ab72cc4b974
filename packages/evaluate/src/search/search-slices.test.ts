import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NASTY_STRINGS } from '@assay/test';
import { expect, test } from 'vitest';
import { csv, evaluateFile, evaluateText, folderAndEngine, writeQuery } from '../testing/predictions.ts';

const section = {
  task: 'binary' as const,
  score: 'p',
  id: 'id',
  metrics: ['log_loss'],
  'search-slices': true,
};

/** SQL of a number by chance; hash(i, salt) is not, as its lowest bits are the same for every salt. */
const dice = (salt: string | number) => `md5_number_lower(concat(i, ' ${salt}'))`;

/** 6,000 rows of a model that says 0.8 and is right about that, but says it of a coin where `where` holds. */
const rowsOf = (where: string) => `
  SELECT i AS id, 0.8 AS p, age, sex, town, income, truth,
    CASE WHEN ${where} THEN ${dice('coin')} % 2 ELSE CAST(${dice('label')} % 10 < 8 AS INTEGER) END AS label
  FROM (SELECT i, 18 + ${dice('age')} % 60 AS age,
      CASE ${dice('sex')} % 2 WHEN 0 THEN 'f' ELSE 'm' END AS sex,
      CASE ${dice('town')} % 5 WHEN 0 THEN NULL ELSE 'town ' || ${dice('town')} % 5 END AS town,
      CASE WHEN ${dice('income')} % 8 = 0 THEN 'nan'::DOUBLE ELSE ${dice('income')} % 1000 / 7 END AS income,
      ${dice('truth')} % 3 = 0 AS truth
    FROM range(6000) r(i))`;

const searched = async (where: string) => {
  const place = folderAndEngine();
  await writeQuery(place, 'p.parquet', rowsOf(where));
  const { evaluation } = await evaluateFile(place, 'p.parquet', section);
  if (evaluation.search === undefined) throw new Error('it was not searched');
  return { place, search: evaluation.search };
};

test.each([
  ["sex = 'f' AND town = 'town 3'", 'sex = f and town = town 3'],
  ['town IS NULL', 'town is missing'],
  ['isnan(income)', 'income is missing'],
  ["truth AND sex = 'm'", 'sex = m and truth = true'],
])('what was planted is found, and its rule is exact: %s', async (where, rule) => {
  const { search } = await searched(where);
  expect(search.slices.map((slice) => slice.rule)).toEqual([rule]);
  expect(search.slices[0]?.p).toBeLessThan(1e-6);
});

test.each(['age > 60', 'age BETWEEN 30 AND 47', 'income > 100 AND NOT isnan(income)'])(
  'ranges are found up to a tenth of the rows: %s',
  async (where) => {
    const { search, place } = await searched(where);
    expect(search.slices).toHaveLength(1);
    const [row] = await place.engine.query(
      `SELECT count(*) FILTER (WHERE (${where}) <> (${search.slices[0]?.where})) AS n FROM '${join(place.folder, 'p.parquet')}'`,
    );
    expect(Number(row?.['n'])).toBeLessThan(600);
  },
);

test('scores that are no probabilities are searched by a threshold, and refused without one', async () => {
  const rows = csv(
    ['id', 'label', 'p', 'side'],
    Array.from({ length: 200 }, (_, i) => [i, i % 2, i % 3, i % 5] as const),
  );
  await expect(evaluateText(rows, section)).rejects.toMatchObject({ code: 'search-without-threshold' });
  const { evaluation } = await evaluateText(rows, { ...section, threshold: 1 });
  expect(evaluation.search?.metric).toBe('accuracy');
});

test('its predicate, pasted, is a slice of the same rows, and its figures those of a hand', async () => {
  const { search, place } = await searched("sex = 'f' AND age > 50");
  const [found] = search.slices;
  // The confirming half, as the search parts rows: by 53 bits of the MD5 of seed and id.
  const confirming = `CAST(md5_number_lower(concat('0 ', id)) >> 11 AS DOUBLE) / ${2 ** 53} >= 0.5`;
  const [row] = await place.engine.query(
    `SELECT count(*) AS n, avg(CASE label WHEN 1 THEN -ln(0.8) ELSE -ln(0.2) END) FILTER (WHERE ${found?.where}) AS value,
       avg(CASE label WHEN 1 THEN -ln(0.8) ELSE -ln(0.2) END) FILTER (WHERE NOT (${found?.where})) AS rest,
       count(*) FILTER (WHERE ${found?.where}) AS inside
     FROM '${join(place.folder, 'p.parquet')}' WHERE ${confirming}`,
  );
  expect(search.confirming).toBe(Number(row?.['n']));
  expect(found?.n).toBe(Number(row?.['inside']));
  expect(found?.value).toBeCloseTo(Number(row?.['value']), 12);
  expect(found?.rest).toBeCloseTo(Number(row?.['rest']), 12);
  const pasted = await evaluateFile(place, 'p.parquet', {
    ...section,
    'search-slices': false,
    slices: [{ name: 'found', where: found?.where ?? '' }],
  });
  expect(pasted.evaluation.search).toBeUndefined();
  const [whole] = await place.engine.query(
    `SELECT count(*) AS n FROM '${join(place.folder, 'p.parquet')}' WHERE ${found?.where}`,
  );
  expect(pasted.evaluation.slices[0]?.n).toBe(Number(whole?.['n']));
});

test('where nothing stands out it says how much would', async () => {
  const { search } = await searched('false');
  expect(search).toMatchObject({ slices: [], columns: 5, proposed: 0 });
  expect(search.searched + search.confirming).toBe(6000);
  // 108 conditions: z = sqrt(2 ln L) + 1.28 standard errors, of a loss that is 0.22 or 1.61 with a deviation of 0.55.
  expect(search.detectable).toBeGreaterThan(0.1);
  expect(search.detectable).toBeLessThan(0.2);
});

test('the order of the rows does not matter', async () => {
  const { search, place } = await searched("town = 'town 1'");
  await writeQuery(place, 'q.parquet', `SELECT * FROM (${rowsOf("town = 'town 1'")}) ORDER BY hash(id)`);
  const { evaluation } = await evaluateFile(place, 'q.parquet', section);
  const [slice] = evaluation.search?.slices ?? [];
  expect(slice).toMatchObject({ rule: 'town = town 1', n: search.slices[0]?.n });
  expect(slice?.value).toBeCloseTo(search.slices[0]?.value ?? 0, 12);
});

test('where all rows have the same loss, nothing is called detectable', async () => {
  const place = folderAndEngine();
  await writeQuery(place, 'p.parquet', `SELECT * REPLACE (0.5 AS p) FROM (${rowsOf('false')})`);
  const { evaluation } = await evaluateFile(place, 'p.parquet', section);
  expect(evaluation.search).toMatchObject({ slices: [], detectable: null });
});

test('rows of one cluster stay together, and count as one', async () => {
  const place = folderAndEngine();
  // Every row of the bad town comes ten times.
  await writeQuery(place, 'p.parquet', `SELECT *, id % 600 AS g FROM (${rowsOf("town = 'town 1'")})`);
  const ten = `SELECT * EXCLUDE (id), id * 10 + k AS id, id AS g FROM (${rowsOf("town = 'town 1'")}), range(10) t(k) WHERE id < 2000`;
  await writeQuery(place, 'ten.parquet', ten);
  const alone = await evaluateFile(place, 'ten.parquet', section);
  const grouped = await evaluateFile(place, 'ten.parquet', { ...section, group: 'g' });
  const width = ({ low, high }: { low: number; high: number }) => high - low;
  const [one] = alone.evaluation.search?.slices ?? [];
  const [other] = grouped.evaluation.search?.slices ?? [];
  if (one === undefined || other === undefined) throw new Error('nothing was found');
  // The root of ten.
  expect(width(other) / width(one)).toBeCloseTo(3.16, 0);
  expect((other.n ?? 0) % 10).toBe(0);
  expect(grouped.evaluation.search?.detectable).toBeNull();
});

test('label, score, id, weight, cluster and prediction are never searched', async () => {
  const place = folderAndEngine();
  await writeQuery(
    place,
    'p.parquet',
    `SELECT *, 1 + id % 2 AS w, id // 2 AS g, label AS pred FROM (${rowsOf("sex = 'f'")})`,
  );
  const all = { ...section, weight: 'w', group: 'g', prediction: 'pred' };
  expect((await evaluateFile(place, 'p.parquet', all)).evaluation.search?.columns).toBe(5);
  const given = (columns: string[]) =>
    evaluateFile(place, 'p.parquet', { ...all, 'search-slices': { columns } });
  expect((await given(['sex', 'age'])).evaluation.search).toMatchObject({
    columns: 2,
    slices: [{ rule: 'sex = f' }],
  });
  for (const name of ['label', 'p', 'id', 'w', 'g', 'pred'])
    await expect(given([name])).rejects.toMatchObject({ code: 'column-not-searched' });
  await expect(given(['sexx'])).rejects.toMatchObject({ code: 'column-missing', fix: 'did you mean "sex"?' });
});

test.each([
  [
    'regression',
    { prediction: 'y' },
    "CASE WHEN c = 'b' THEN 3 ELSE 1 END * ((i * 7919) % 100) AS y, 0 AS label",
    'mae',
  ],
  [
    'multiclass',
    { prediction: 'y' },
    "CASE WHEN c = 'b' OR (i * 7919) % 10 < 1 THEN 'x' ELSE 'z' END AS y, 'z' AS label",
    'accuracy',
  ],
  [
    'text',
    { prediction: 'y' },
    "CASE WHEN c = 'b' OR (i * 7919) % 10 < 1 THEN 'x' ELSE 'z' END AS y, 'z' AS label",
    'exact_match',
  ],
  [
    'quantile',
    { prediction: { 0.5: 'y' } },
    "CASE WHEN c = 'b' THEN 3 ELSE 1 END * ((i * 7919) % 100) AS y, 0 AS label",
    'pinball',
  ],
] as const)('%s', async (task, columns, sql, metric) => {
  const place = folderAndEngine();
  await writeQuery(
    place,
    'p.parquet',
    `SELECT c, ${sql} FROM (SELECT i, ['a', 'b', 'c'][1 + i % 3] AS c FROM range(1200) r(i))`,
  );
  const { evaluation } = await evaluateFile(place, 'p.parquet', { task, ...columns, 'search-slices': true });
  expect(evaluation.search).toMatchObject({ metric, slices: [{ rule: 'c = b' }] });
  const [{ value, rest, low, high } = { value: 0, rest: 0, low: 0, high: 0 }] =
    evaluation.search?.slices ?? [];
  expect(metric === 'mae' || metric === 'pinball' ? value - rest : rest - value).toBeGreaterThan(0.5);
  expect(low).toBeLessThanOrEqual(value);
  expect(high).toBeGreaterThanOrEqual(value);
});

test('a ranking is refused; without columns, or with few rows, there is nothing to search', async () => {
  const ranking = 'label,s,q\n1,0.5,a\n0,0.4,a\n';
  await expect(
    evaluateText(ranking, { task: 'ranking', score: 's', query: 'q', 'search-slices': true }),
  ).rejects.toMatchObject({ code: 'search-of-ranking' });
  const few = await evaluateText('label,p,c\n1,0.9,x\n', {
    task: 'binary',
    score: 'p',
    'search-slices': true,
  });
  expect(few.evaluation.search).toMatchObject({ columns: 1, slices: [] });
  const bare = await evaluateText('label,p\n1,0.9\n0,0.2\n', {
    task: 'binary',
    score: 'p',
    'search-slices': true,
  });
  expect(bare.evaluation.search).toMatchObject({ columns: 0, slices: [] });
});

test('columns and values may be called anything', async () => {
  const names = NASTY_STRINGS.map(({ value }) => value).filter(
    (value) =>
      value.trim() !== '' && value.isWellFormed() && !/[\0\ufeff\r\n]/.test(value) && value.length < 190,
  );
  const rows = Array.from({ length: 400 }, (_, i) => [i % 2 === 0 ? 1 : Number(i % 4 === 1), 0.9, i % 2]);
  const place = folderAndEngine();
  const short = { task: 'binary' as const, score: 'p', metrics: ['accuracy'] };
  for (const name of [...names, 'c0', 'n', 'of_c0']) {
    const text = csv(
      ['label', 'p', name],
      rows.map(([label, p, side]) => [label ?? 0, p ?? 0, side === 1 ? `${name}!` : 'x']),
    );
    await writeFile(join(place.folder, 'p.csv'), text);
    const found = await evaluateFile(place, 'p.csv', {
      task: 'binary',
      score: 'p',
      'search-slices': true,
    }).catch((error) => error);
    // A reader may refuse a name, but says so.
    if (found instanceof Error) {
      expect(found).toMatchObject({ name: 'UserError', code: expect.stringMatching(/^(column|data|name)-/) });
      continue;
    }
    const [slice] = found.evaluation.search?.slices ?? [];
    expect(slice?.rule).toBe(`${name} = ${name}!`);
    const pasted = await evaluateFile(place, 'p.csv', {
      ...short,
      slices: [{ name: 'found', where: slice?.where ?? '' }],
    });
    expect(pasted.evaluation.slices[0]?.n).toBe(200);
  }
});

test('200 columns are searched, and 201 are to be named', async () => {
  const place = folderAndEngine();
  const columns = (n: number) =>
    Array.from({ length: n }, (_, i) => `${dice(i)} % ${3 + (i % 30)} AS n${i}`).join(', ');
  const rows = (n: number) =>
    `SELECT i AS id, 0.8 AS p, ${columns(n)}, CASE WHEN n7 = 2 THEN ${dice('coin')} % 2 ELSE 1 END AS label FROM range(3000) r(i)`;
  await writeQuery(place, 'p.parquet', rows(200));
  const { evaluation } = await evaluateFile(place, 'p.parquet', section);
  expect(evaluation.search?.slices.map(({ rule }) => rule)).toEqual(['n7 = 2']);
  await writeQuery(place, 'q.parquet', rows(201));
  await expect(evaluateFile(place, 'q.parquet', section)).rejects.toMatchObject({ code: 'too-many-columns' });
});
