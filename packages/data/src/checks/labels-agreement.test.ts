import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDataContract } from '@assay/contract';
import { describe, expect, test } from 'vitest';
import { openTable } from '../source/index.ts';
import { sourceOf } from '../temporary-data.ts';
import { validate } from '../validate.ts';

/** The report on twelve labelled rows, beside what annotators said. */
async function report(annotations: string, rule: object = {}, columns: object = {}, labels: object = {}) {
  const rows = Array.from({ length: 12 }, (_, i) => `u${i},${(i % 5) + 1}`).join('\n');
  const { engine, source, folder } = await sourceOf({ 'data.csv': `id,grade\n${rows}\n` });
  await writeFile(join(folder, 'said.csv'), annotations);
  const said = { data: 'said.csv', item: 'id', annotator: 'who', label: 'grade', ...rule };
  const contract = {
    'assay-data': 1,
    columns: { id: { type: 'string' }, grade: { type: 'integer' }, ...columns },
    'extra-columns': 'allow',
    labels: { column: 'grade', annotations: said, ...labels },
  };
  return validate(engine, source, parseDataContract(JSON.stringify(contract), 'contract.yml'), {
    name: 'data',
    open: (path) => openTable(engine, { path, root: folder }),
  });
}

/** A row for each annotation from a row for each annotator, as papers print it; 0: none. */
function long(byAnnotator: readonly (readonly number[])[], names = ['ann', 'bob', 'cat', 'dan']): string {
  const rows = byAnnotator.flatMap((labels, who) =>
    labels.flatMap((label, item) => (label === 0 ? [] : [`u${item},${names[who]},${label}`])),
  );
  return `id,who,grade\n${rows.reverse().join('\n')}\n`;
}

// Krippendorff (2011), Computing Krippendorff's Alpha-Reliability: 0.743 nominal, 0.815 ordinal, 0.849 interval.
const PAPER = long([
  [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
  [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
  [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
  [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
]);

describe('agreement of annotators', () => {
  test.each([
    ['nominal', {}, 0.743],
    ['ordinal', { scale: 'ordinal', order: [1, 2, 3, 4, 5] }, 0.815],
    ['interval', { scale: 'interval' }, 0.849],
  ])('is recorded where it is enough: %s', async (scale, rule, alpha) => {
    const { findings, labels, checks } = await report(PAPER, { ...rule, 'at-least': 0.7 });
    expect(findings).toEqual([]);
    expect(checks).toBeGreaterThan(0);
    const [first, fleiss, ...pairs] = labels?.agreement ?? [];
    expect(first).toMatchObject({
      statistic: 'krippendorff-alpha',
      scale,
      annotators: 4,
      n: 11,
      reason: null,
    });
    expect(first?.value).toBeCloseTo(alpha, 3);
    expect(first?.low).toBeLessThan(alpha);
    expect(fleiss).toMatchObject({ statistic: 'fleiss-kappa', scale: 'nominal', annotators: 4 });
    // Of six pairs the worst three, the worst first. Each pair names two people.
    expect(pairs).toHaveLength(3);
    const values = pairs.map(({ value }) => value ?? 0);
    expect(values).toEqual([...values].sort((a, b) => a - b));
    expect(pairs.every(({ statistic, pair }) => statistic === 'cohen-kappa' && pair?.length === 2)).toBe(
      true,
    );
  });

  test('below what is asked for is found, with its interval and the kappas', async () => {
    const { findings } = await report(PAPER, { 'at-least': 0.8 });
    expect(findings).toMatchObject([
      { column: 'grade', check: 'labels agreement', severity: 'error', rows: 11, fraction: 1, line: 1 },
    ]);
    expect(findings[0]?.observed).toMatch(
      /^alpha 0\.74 \(95 % interval 0\.\d\d to 1\.00\) of 11 items by 4 annotators; Fleiss’ kappa 0\.\d\d .*; Cohen’s kappa of the worst pairs \w+ and \w+ /,
    );
  });

  test('is told with more digits where two would show it kept', async () => {
    // Six of seven the same; of 14 labels three are 1: 1 − (1/7) / (2 · 3 · 11 / (14 · 13)) = 20/33.
    const two = long([
      [1, 1, 2, 2, 2, 2, 2],
      [1, 2, 2, 2, 2, 2, 2],
    ]);
    const { findings } = await report(two, { 'at-least': 0.607 });
    expect(findings[0]?.observed).toMatch(/^alpha 0\.606061 /);
  });

  test("of one pair it is Cohen's kappa, by arithmetic", async () => {
    // Both a 1 once, both a 2 twice, and 1 against 2 once: 3/4 the same; by chance 1/2 · 1/4 + 1/2 · 3/4 = 1/2. So 1/2.
    const two = long([
      [1, 1, 2, 2],
      [1, 2, 2, 2],
    ]);
    const { labels } = await report(two);
    const pair = labels?.agreement?.find(({ statistic }) => statistic === 'cohen-kappa');
    expect(pair).toMatchObject({ value: 0.5, annotators: 2, pair: ['ann', 'bob'], n: 4 });
  });

  test('of an ordinal scale it counts by how far apart labels are, also over one that nobody gave', async () => {
    // Places 0, 0, 3 and 0, 2, 3: the distance is 2² = 4, and by chance (2 · (0 + 4 + 9) + 9 + 1 + 0) / 3 = 12. So 1 - 4/12.
    const said = 'id,who,grade\nu0,ann,a\nu0,bob,a\nu1,ann,a\nu1,bob,c\nu2,ann,d\nu2,bob,d\n';
    const grade = { grade: { type: 'string' } };
    const { labels } = await report(said, { scale: 'ordinal', order: ['a', 'b', 'c', 'd'] }, grade);
    const pair = labels?.agreement?.find(({ statistic }) => statistic === 'cohen-kappa');
    expect(pair).toMatchObject({ scale: 'ordinal', value: expect.closeTo(2 / 3, 12) });
  });

  test('names nobody where annotators are sensitive', async () => {
    const { labels, findings } = await report(
      PAPER,
      { 'at-least': 0.8 },
      { who: { type: 'string', sensitive: true, required: false } },
    );
    expect(JSON.stringify([labels, findings])).not.toMatch(/ann\b|bob|cat|dan/);
    expect(labels?.agreement).toHaveLength(5);
  });

  test.each([
    ['one annotator', long([[1, 2, 3]]), 'one annotator: agreement takes two'],
    [
      'no item in common',
      long([
        [1, 0],
        [0, 1],
      ]),
      '2 annotators, and no item that two of them labelled',
    ],
    [
      'one label for all',
      long([
        [1, 1],
        [1, 1],
      ]),
      'no alpha of 2 items by 2 annotators: all labels are the same',
    ],
    ['no rows', 'id,who,grade\n', 'no annotations'],
  ])('cannot be had: %s', async (_, said, observed) => {
    const { findings, labels } = await report(said, { 'at-least': 0.5 });
    expect(findings).toMatchObject([{ check: 'labels agreement', observed }]);
    expect(labels?.agreement?.[0]).toMatchObject({ value: null, reason: expect.any(String) });
    expect((await report(said)).findings).toEqual([]);
  });
});

test('annotations of no use are counted, and left out', async () => {
  const lines = ['u0,ann,1', 'u0,bob,1', 'u1,ann,2', 'u1,bob,1', 'u2,ann,2', 'u2,bob,2'];
  const clean = await report(`id,who,grade\n${lines.join('\n')}\n`);
  const flawed = [...lines, ',ann,1', 'u3,,1', 'u0,ann,1', 'u4,ann,1', 'u4,ann,2', 'u4,bob,2', 'u5,ann,'];
  const { findings, labels } = await report(`id,who,grade\n${flawed.join('\n')}\n`);
  expect(findings).toMatchObject([
    {
      check: 'labels annotations',
      rows: 4,
      of: 13,
      observed:
        'of 13 annotations 2 without item or annotator; 2 of an item that the same annotator has labelled already (the first: "u0" by "ann"), 1 item with another label, which is left out',
    },
  ]);
  expect(labels?.agreement?.[0]).toEqual(clean.labels?.agreement?.[0]);
});

test('a label that is not on the scale is said', async () => {
  const said = long([
    [1, 2, 9],
    [1, 2, 9],
  ]);
  const { findings } = await report(said, { scale: 'ordinal', order: [1, 2, 3] });
  expect(findings).toMatchObject([
    {
      check: 'labels annotations',
      rows: 2,
      observed: 'of 6 annotations 2 with a label that is not in `order`: "9" (2)',
    },
  ]);
  const words = said.replaceAll(',9', ',high');
  expect((await report(words, { scale: 'interval' })).findings).toMatchObject([
    { observed: 'of 6 annotations 2 with a label that is no number: "high" (2)' },
  ]);
});

test('labels off the scale are named, the commonest first', async () => {
  const lines = ['hi', 'hi', 'low', 'n/a', 'n/a', 'n/a', 'so'].map((label, i) => `u${i},ann,${label}`);
  const said = `id,who,grade\n${lines.join('\n')}\n`;
  const { findings } = await report(said, { scale: 'ordinal', order: [1, 2] });
  expect(findings[0]?.observed).toMatch(/`order`: "n\/a" \(3\), "hi" \(2\), "low" \(1\) and others$/);
});

test.each([
  ['grade', /in `order`; 1 of .* already \(the first: "u0" by "ann"\)$/],
  ['id', /in `order`: "9" \(1\); 1 of .* already \(the first: one by "ann"\)$/],
  ['who', /in `order`: "9" \(1\); 1 of .* already \(the first: "u0"\)$/],
])('annotations of no use show nothing of a sensitive column: %s', async (name, observed) => {
  const said = 'id,who,grade\nu0,ann,1\nu0,ann,1\nu1,bob,9\n';
  const type = name === 'grade' ? 'integer' : 'string';
  const hidden = { [name]: { type, sensitive: true, required: false } };
  const { findings } = await report(said, { scale: 'ordinal', order: [1, 2] }, hidden);
  expect(findings[0]?.observed).toMatch(observed);
});

describe('annotations of items that the data do not have', () => {
  const said = 'id,who,grade\nu0,ann,1\nu0,bob,1\nx9,ann,2\nx9,bob,2\nx8,ann,2\n,ann,2\n';
  const strange = async (...given: Parameters<typeof report>) => {
    const { findings, outcome } = await report(...given);
    return { outcome, findings: findings.filter(({ check }) => check === 'labels items') };
  };

  test('are a warning, or what the contract says', async () => {
    const observed = '3 of 5 annotations are of items that the data do not have: "x9" (2), "x8" (1)';
    const found = { column: 'grade', rows: 3, of: 5, fraction: 0.6, observed };
    const known = said.replace(/x(\d)/g, 'u$1');
    expect((await strange(said)).findings).toMatchObject([{ ...found, severity: 'warn' }]);
    expect((await strange(said, { severity: 'error' })).findings).toMatchObject([{ severity: 'error' }]);
    expect(await strange(known)).toMatchObject({ findings: [] });
  });

  test('are an error where all are', async () => {
    const all = said.replaceAll('u0', 'x0');
    expect(await strange(all)).toMatchObject({
      outcome: 'fail',
      findings: [
        {
          ...{ severity: 'error', rows: 5, of: 5 },
          observed: 'none of 5 annotations is of an item that the data have: "x0" (2), "x9" (2), "x8" (1)',
        },
      ],
    });
  });

  test('are looked for in the column that `id` names, else in that of the same name, else in the key', async () => {
    const items = said.replace('id,', 'item,');
    expect((await strange(items, { item: 'item' })).findings).toEqual([]);
    expect((await strange(items, { item: 'item' }, {}, { id: 'id' })).findings).toMatchObject([{ rows: 3 }]);
    const unique = { id: { type: 'string', unique: true } };
    expect((await strange(items, { item: 'item' }, unique)).findings).toMatchObject([{ rows: 3 }]);
    expect((await strange(items, { item: 'item' }, {}, { id: ['id', 'grade'] })).findings).toEqual([]);
    expect((await strange(said, {}, {}, { id: 'grade' })).findings).toMatchObject([{ rows: 5 }]);
  });

  test('are found where numbers are written otherwise', async () => {
    const numbers = 'id,who,grade\n1.0,ann,1\n2.0,bob,1\n7.0,bob,1\n';
    expect((await strange(numbers, {}, {}, { id: 'grade' })).findings).toMatchObject([
      { observed: '1 of 3 annotations is of an item that the data do not have: "7" (1)' },
    ]);
  });

  test('are not named where items are sensitive', async () => {
    const id = { id: { type: 'string', sensitive: true } };
    expect((await strange(said, {}, id)).findings).toMatchObject([
      { observed: '3 of 5 annotations are of items that the data do not have' },
    ]);
  });
});

test('a column that is not there, and texts in place of labels, are said', async () => {
  expect((await report('id,who,grad\nu1,ann,1\n')).findings).toMatchObject([
    { check: 'labels annotations', observed: 'said.csv has no column "grade", but "grad"' },
  ]);
  const texts = Array.from({ length: 1001 }, (_, i) => `u${i},ann,text ${i}`).join('\n');
  expect((await report(`id,who,grade\n${texts}\n`)).findings).toMatchObject([
    { observed: 'over 1,000 different labels: too many to be classes' },
  ]);
});

test('an order is that of an ordinal scale', () => {
  const parse = (annotations: object) =>
    parseDataContract(
      JSON.stringify({
        'assay-data': 1,
        columns: {},
        labels: {
          column: 'a',
          annotations: { data: 'a.csv', item: 'i', annotator: 'w', label: 'l', ...annotations },
        },
      }),
      'c.yml',
    );
  expect(() => parse({ scale: 'ordinal' })).toThrow(/`order`/);
  expect(() => parse({ order: ['a', 'b'] })).toThrow(/`order`/);
  expect(() => parse({ scale: 'ordinal', order: ['a', 'a'] })).toThrow(/twice/);
  expect(parse({ scale: 'ordinal', order: [1, 2] }).value.labels?.annotations?.order).toEqual(['1', '2']);
});
