import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NASTY_STRINGS } from '@assay/test';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluateFile, evaluateText, folderAndEngine, writeQuery } from '../testing/predictions.ts';

const section = { task: 'binary' as const, score: 'p', metrics: ['accuracy'] };

test('every value of a column, the largest slice first, equals by name; missing is not the text "null"', async () => {
  const values = ['b', 'b', 'b', 'a', 'a', 'ä=😀', 'a=b', null, null, 'null', ''];
  const text = values.map((v) => `${JSON.stringify({ label: 1, p: 0.7, v })}\n`).join('');
  const { evaluation } = await evaluateText(text, { ...section, slices: ['v'] }, 'p.jsonl');
  expect(evaluation.slices.map(({ slice, n }) => `${slice} ${n}`)).toEqual([
    'v=b 3',
    'v is null 2',
    'v=a 2',
    'v= 1',
    'v=a=b 1',
    'v=null 1',
    'v=ä=😀 1',
  ]);
  expect(evaluation.metrics).toHaveLength(1 + 7);
});

test('both zeros are one value, as they are to a predicate', async () => {
  const place = folderAndEngine();
  const number = "[0.0, '-0.0', 0.1, 2][1 + i % 4]";
  const picked = `1 AS label, 0.7 AS p, ${number}::DOUBLE AS d, ${number}::FLOAT AS f`;
  await writeQuery(place, 'p.parquet', `SELECT ${picked} FROM range(8) r(i)`);
  const zero = { name: 'zero', where: 'd = 0' };
  const { evaluation } = await evaluateFile(place, 'p.parquet', { ...section, slices: ['d', 'f', zero] });
  expect(evaluation.slices.map(({ slice, n }) => `${slice} ${n}`)).toEqual([
    ...['d=0.0 4', 'd=0.1 2', 'd=2.0 2'],
    ...['f=0.0 4', 'f=0.1 2', 'f=2.0 2'],
    'zero 4',
  ]);
});

test('a column may have the name of anything that a query calls its own', async () => {
  const names = ['value', 'place', 'n', 'c0', 'rows'];
  const rows = ['a', 'b', 'b'].map((x) => Object.fromEntries(names.map((name) => [name, `${name} ${x}`])));
  const text = rows.map((row) => `${JSON.stringify({ label: 1, p: 0.7, ...row })}\n`).join('');
  const { evaluation } = await evaluateText(text, { ...section, slices: names }, 'p.jsonl');
  expect(evaluation.slices.map(({ slice, n }) => `${slice} ${n}`)).toEqual(
    names.flatMap((name) => [`${name}=${name} b 2`, `${name}=${name} a 1`]),
  );
});

test('a crossing has a slice for every pair of values that occurs, beside the columns alone', async () => {
  const pairs = [
    ['f', 'x'],
    ['f', 'x'],
    ['f', null],
    ['m', 'y'],
    ['m', 'y'],
    ['m', 'y'],
    [null, 'x'],
  ];
  const text = pairs.map(([a, b]) => `${JSON.stringify({ label: 1, p: 0.7, a, b })}\n`).join('');
  const crossing: [string, string] = ['a', 'b'];
  const { evaluation, predictions } = await evaluateText(
    text,
    { ...section, slices: ['b', crossing] },
    'p.jsonl',
  );
  expect(evaluation.slices.map(({ slice, n, of }) => [slice, n, of])).toEqual([
    ['b=x', 3, undefined],
    ['b=y', 3, undefined],
    ['b is null', 1, undefined],
    ['a=m and b=y', 3, 'a, b'],
    ['a=f and b=x', 2, 'a, b'],
    ['a is null and b=x', 1, 'a, b'],
    ['a=f and b is null', 1, 'a, b'],
  ]);
  expect([...(predictions?.slices[3]?.rows ?? [])]).toEqual([3, 4, 5]);
});

test('the 1,000 most frequent pairs, and no more', async () => {
  const place = folderAndEngine();
  // Pair (a, b) occurs once, but those of a = 0 twice.
  await writeQuery(
    place,
    'p.parquet',
    'SELECT i // 40 AS a, i % 40 AS b, 1 AS label, 0.5 AS p FROM range(1600) r(i) UNION ALL SELECT 0, i, 1, 0.5 FROM range(40) s(i)',
  );
  const crossing: [string, string] = ['a', 'b'];
  const { evaluation } = await evaluateFile(place, 'p.parquet', { ...section, slices: [crossing] });
  expect(evaluation.slices).toHaveLength(1000);
  expect(evaluation.slices.filter(({ n }) => n === 2).map(({ slice }) => slice.slice(0, 4))).toEqual(
    Array.from({ length: 40 }, () => 'a=0 '),
  );
});

test('missing values may be the most frequent, or all there are', async () => {
  const text = [1, null, null, 2, null]
    .map((v) => `${JSON.stringify({ label: 1, p: 0.7, v, w: null })}\n`)
    .join('');
  const { evaluation } = await evaluateText(text, { ...section, slices: ['v', 'w'] }, 'p.jsonl');
  expect(evaluation.slices.map(({ slice, n }) => `${slice} ${n}`)).toEqual([
    'v is null 3',
    'v=1 1',
    'v=2 1',
    'w is null 5',
  ]);
});

test('the 100 most frequent values, and no more', async () => {
  const place = folderAndEngine();
  // Value i occurs i + 1 times.
  await writeQuery(
    place,
    'p.parquet',
    'SELECT i AS v, 1 AS label, 0.5 AS p FROM range(150) r(i), range(150) s(j) WHERE j <= i',
  );
  const { evaluation } = await evaluateFile(place, 'p.parquet', { ...section, slices: ['v'] });
  expect(evaluation.slices).toHaveLength(100);
  expect(evaluation.slices[0]).toEqual({ slice: 'v=149', n: 150, small: false });
  expect(evaluation.slices.at(-1)).toEqual({ slice: 'v=50', n: 51, small: false });
});

test('fewer than 30 rows are small', async () => {
  const place = folderAndEngine();
  await writeQuery(place, 'p.parquet', 'SELECT i < 29 AS v, 1 AS label, 0.5 AS p FROM range(59) r(i)');
  const { evaluation } = await evaluateFile(place, 'p.parquet', { ...section, slices: ['v'] });
  expect(evaluation.slices).toEqual([
    { slice: 'v=false', n: 30, small: false },
    { slice: 'v=true', n: 29, small: true },
  ]);
});

const hours = 'label,p,hour,place\n1,0.9,23,"a ""b"" c"\n0,0.8,4,x\n1,0.4,22,x\n0,0.2,,y\n';

test.each([
  ['hour >= 22', [0, 2]],
  ['hour >= 22 -- late', [0, 2]],
  ["place = 'x' AND NOT label", [1]],
  ['hour', [0, 1, 2]], // numbers are true where they are not 0
  ['hour IS NULL', [3]],
  ['"place" LIKE \'%"b"%\'', [0]],
  ['place = \'SUBQUERY\' OR place = \'"class":"STAR"\' OR hour = 4', [1]],
  ['false', []],
])('predicate %j', async (where, rows) => {
  const candidate = await evaluateText(hours, { ...section, slices: [{ name: 'late', where }] });
  expect([...(candidate.predictions?.slices[0]?.rows ?? [])]).toEqual(rows);
});

test.each([
  '1) FROM x; DROP',
  'hour = 1; DROP VIEW source_1',
  'true); DROP VIEW source_1; SELECT (true',
  'hour IN (SELECT 1)',
  'EXISTS (SELECT 1)',
  'hour = (SELECT max(hour) FROM source_1)',
  'true) FROM source_1 WHERE (true',
  'true) UNION SELECT (true',
  'true) WHERE (true',
  'true) LIMIT (1',
  '1, 2',
  'true AS label',
  'COLUMNS(*) IS NOT NULL',
  '*',
  'count(*) > 1',
  'row_number() OVER () > 1',
  '$1',
  "read_text('/etc/passwd') = ''",
  "getenv('HOME') = 'x'",
  'random() > 0.5', // another answer each time
  'list_sum(range(1000000000 + hour)) > 1', // 8 GB for a row
  "repeat('x', 2000000000) = 'x'",
  "current_setting('threads') = '1'",
  "(FROM read_text('/etc/passwd'))",
  "(TABLE '/etc/passwd')",
  '/* hour',
  "'",
  '',
  ')',
  'hour >',
  'nowhere > 1',
  'place', // not a truth value, which shows in the rows only
  "CASE WHEN hour = 22 THEN error('x') ELSE true END",
])('predicate %j is refused, and shown', async (where) => {
  const place = folderAndEngine();
  await writeFile(join(place.folder, 'p.csv'), hours);
  await expect(
    evaluateFile(place, 'p.csv', { ...section, slices: [{ name: 'late', where: where || ' ' }] }),
  ).rejects.toMatchObject({
    code: 'predicate-invalid',
    message: expect.stringContaining('"late"'),
    fix: expect.stringContaining(where),
  });
  // Whatever it tried, the data is still there.
  expect((await evaluateFile(place, 'p.csv', section)).evaluation.rows).toBe(4);
});

test.each([
  ['hours = 22', 'slice "late": the predictions have no column "hours"; did you mean "hour"?'],
  ['HOUR = 22 AND nowhere > 1', 'slice "late": the predictions have no column "nowhere"'],
])('predicate %j on a column that is not there', async (where, message) => {
  const slices = [{ name: 'late', where }];
  await expect(evaluateText(hours, { ...section, slices })).rejects.toMatchObject({ message });
});

test('two slices of one name are refused', async () => {
  for (const slices of [
    ['place', 'place'],
    [
      { name: 'a', where: 'true' },
      { name: 'a', where: 'false' },
    ],
    ['place', { name: 'place=x', where: 'true' }],
  ]) {
    await expect(evaluateText(hours, { ...section, slices })).rejects.toMatchObject({
      code: 'slice-repeated',
    });
  }
});

test('columns, slices and classes may be called anything', async () => {
  const nasty = NASTY_STRINGS.map(({ value }) => value).filter((value) => value.length < 500);
  const name = fc.oneof(fc.constantFrom(...nasty), fc.string({ unit: 'binary', maxLength: 20 }));
  // The engine's client takes a byte order mark off the front of any text.
  const usable = (text: string) =>
    text.trim() !== '' && text.isWellFormed() && !text.includes('\0') && !text.startsWith('\ufeff');
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(name.filter(usable), { minLength: 5, maxLength: 5 }), async (names) => {
      const [label = '', score = '', id = '', slice = '', value = ''] = names;
      // SQL's names know no case.
      fc.pre(new Set(names.map((text) => text.toLowerCase())).size === 5);
      const place = folderAndEngine();
      const rows = [1, 0].map((truth, i) => ({
        [label]: truth,
        [score]: 0.7,
        [id]: `${value}${i}:`,
        [slice]: `v${value}`,
      }));
      await writeFile(join(place.folder, 'p.jsonl'), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
      const opened = await evaluateFile(place, 'p.jsonl', {
        task: 'binary',
        label,
        score,
        id,
        slices: [slice, { name: value, where: 'true' }],
      }).catch((error) => error);
      // A reader may refuse a name, but says so.
      if (opened instanceof Error) {
        expect(opened).toMatchObject({
          name: 'UserError',
          code: expect.stringMatching(/^(column|data|name)-/),
        });
        return;
      }
      expect(opened.evaluation.slices).toEqual([
        { slice: `${slice}=v${value}`, n: 2, small: true },
        { slice: value, n: 2, small: true },
      ]);
      expect(opened.predictions?.ids).toEqual([`${value}0:`, `${value}1:`]);
    }),
    { numRuns: 60 },
  );
});
