import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDataContract } from '@assay/contract';
import { describe, expect, test } from 'vitest';
import { openTable } from '../source/index.ts';
import { sourceOf } from '../temporary-data.ts';
import { validate } from '../validate.ts';

const columns = { id: { type: 'integer', unique: true }, pay: { type: 'string', nullable: true } };

// The example of label-errors.test.ts of @assay/stats, by hand: its row 4 is labelled 0, and 1 is likelier by far.
const LABELS = ['cash', 'cash', 'cash', 'cash', 'card', 'card', 'card'];
const SCORES = [0.9, 0.8, 0.9, 0.2, 0.1, 0.3, 0.2];
const csvOf = (labels: readonly string[]) =>
  `id,pay\n${labels.map((label, i) => `${i},${label}`).join('\n')}\n`;
const DATA = csvOf(LABELS);
const PREDICTED = `card,id,cash\n${SCORES.map((p, i) => `${(1 - p).toFixed(1)},${i},${p}`)
  .reverse()
  .join('\n')}\n`;

async function report(csv: string, predicted: string, rule: object = {}, more: object = {}) {
  const { engine, source, folder } = await sourceOf({ 'data.csv': csv });
  await writeFile(join(folder, 'oof.csv'), predicted);
  const errors = { data: 'oof.csv', scores: { cash: 'cash', card: 'card' }, ...rule };
  const contract = { 'assay-data': 1, columns, labels: { column: 'pay', errors }, ...more };
  return validate(engine, source, parseDataContract(JSON.stringify(contract), 'contract.yml'), {
    name: 'data',
    open: (path) => openTable(engine, { path, root: folder }),
  });
}

describe('labels that a model doubts', () => {
  const errors = {
    ...{ rows: 7, without: 0, suspects: 1, share: 1 / 7, reason: null },
    'by-class': [{ given: 'cash', suggested: 'card', n: 1 }],
    worst: [{ row: 4, given: 'cash', suggested: 'card' }],
  };

  test('are recorded, found by id in whatever order', async () => {
    const { findings, labels } = await report(DATA, PREDICTED, { 'at-most': '20 %' });
    expect(findings).toEqual([]);
    expect(labels).toEqual({ errors });
  });

  test('over a share are found, with rows, given and suggested class', async () => {
    const { findings, labels } = await report(DATA, PREDICTED, { 'at-most': '10 %', severity: 'warn' });
    expect(labels).toEqual({ errors });
    expect(findings).toMatchObject([
      {
        ...{ column: 'pay', check: 'labels errors', severity: 'warn', rows: 1, of: 7, fraction: 1 / 7 },
        observed: '1 of 7 rows (14.3 %); "cash", rather "card": 1',
        examples: [{ row: 4, value: 'cash, rather card' }],
      },
    ]);
  });

  test('are not shown where they are sensitive', async () => {
    const sensitive = { columns: { ...columns, pay: { type: 'string', sensitive: true } } };
    const { findings, labels } = await report(DATA, PREDICTED, { 'at-most': 0 }, sensitive);
    expect(findings).toMatchObject([
      { observed: '1 of 7 rows (14.3 %)', examples: [{ row: 4, value: null }] },
    ]);
    expect(labels?.errors).toMatchObject({
      'by-class': [],
      worst: [{ row: 4, given: null, suggested: null }],
    });
    expect(JSON.stringify([findings, labels])).not.toMatch(/cash|card/);
  });

  test('of two classes, by one score: labels are 0 and 1, or false and true', async () => {
    const one = `id,p\n${SCORES.map((p, i) => `${i},${1 - p}`).join('\n')}\n`;
    const rule = { scores: undefined, score: 'p' };
    for (const [no, yes] of [
      ['0', '1'],
      ['0.0', '1.0'],
      ['false', 'true'],
    ] as const) {
      const csv = csvOf(LABELS.map((label) => (label === 'cash' ? no : yes)));
      const more = { columns: { id: columns.id }, 'extra-columns': 'allow' };
      const { labels } = await report(csv, one, rule, more);
      expect(labels?.errors?.worst, no).toEqual([{ row: 4, given: '0', suggested: '1' }]);
    }
    expect((await report(DATA, one, rule)).findings).toMatchObject([
      {
        check: 'labels probabilities',
        observed: '7 rows with a label of no class that has scores: "cash", "card"',
      },
    ]);
  });
});

test('a text that looks like a number is the text that it is', async () => {
  const csv = csvOf(LABELS.map((label) => (label === 'cash' ? '1.0' : '2')));
  const { findings, labels } = await report(csv, PREDICTED, { scores: { '1.0': 'cash', 2: 'card' } });
  expect(findings).toEqual([]);
  expect(labels?.errors?.worst).toEqual([{ row: 4, given: '1.0', suggested: '2' }]);
});

describe('what is wrong with the probabilities is said', () => {
  test('rows that are not there, and labels that are not', async () => {
    const { findings, labels } = await report(`${DATA}7,\n8,cash\n`, `${PREDICTED}99,,99\n`);
    expect(findings).toEqual([]);
    expect(labels?.errors).toMatchObject({ rows: 7, without: 1, suspects: 1 });
    const elsewhere = PREDICTED.replaceAll(/,(\d),/g, ',10$1,');
    const none = await report(DATA, elsewhere);
    expect(none.findings).toMatchObject([
      { observed: 'none of 7 rows with a label has probabilities there' },
    ]);
    expect(none.labels?.errors).toMatchObject({
      suspects: null,
      reason: expect.stringContaining('none of 7'),
    });
  });

  test('probabilities that do not add up, are none, or are missing', async () => {
    const { findings, labels } = await report(
      DATA,
      PREDICTED.replace('0.1,0,0.9', '0.3,0,0.9')
        .replace('0.2,1,0.8', ',1,0.8')
        .replace('0.1,2,0.9', '-1,2,2'),
    );
    expect(findings).toMatchObject([
      {
        ...{ check: 'labels probabilities', severity: 'error', rows: 3, of: 7 },
        observed: '3 rows whose probabilities are no numbers from 0 to 1 that add up to 1',
      },
    ]);
    expect(labels?.errors).toMatchObject({ rows: 4, without: 3 });
  });

  test('a class without scores', async () => {
    const { findings, labels } = await report(DATA.replace('0,cash', '0,cheque'), PREDICTED);
    expect(findings).toMatchObject([
      { rows: 1, of: 7, observed: '1 row with a label of no class that has scores: "cheque"' },
    ]);
    expect(labels?.errors).toMatchObject({ rows: 6, without: 1 });
  });

  test('one label for all rows', async () => {
    const { findings, labels } = await report(csvOf(LABELS.map(() => 'cash')), PREDICTED);
    expect(findings).toEqual([]);
    expect(labels?.errors).toMatchObject({ rows: 7, suspects: null, reason: 'one-class' });
  });

  test.each([
    ['an id that is repeated there', DATA, `${PREDICTED}0.5,0,0.5\n`, {}, /^1 row there repeat an id/],
    [
      'a column that is not there',
      DATA,
      PREDICTED.replace('card', 'cardd'),
      {},
      /^oof.csv has no column "card", but "cardd"/,
    ],
    ['an id that is not here', DATA, PREDICTED, { id: 'ID' }, /^no column "ID"/],
  ])('%s', async (_, csv, predicted, rule, observed) => {
    const { findings } = await report(csv, predicted, rule);
    expect(findings).toMatchObject([
      { check: 'labels probabilities', observed: expect.stringMatching(observed) },
    ]);
  });

  test('no key at all', async () => {
    const { findings } = await report(
      DATA,
      PREDICTED,
      {},
      { columns: { id: { type: 'integer' }, pay: columns.pay } },
    );
    expect(findings).toMatchObject([{ observed: expect.stringContaining('name it with `id`') }]);
  });
});

test('a label that may be absent, and is, is asked for nothing', async () => {
  const absent = { columns: { id: columns.id, pay: { type: 'string', required: false } } };
  const { findings, labels } = await report('id\n1\n', PREDICTED, { 'at-most': 0 }, absent);
  expect({ findings, labels }).toEqual({ findings: [], labels: undefined });
});
