import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { changed, contract, files, given, labelsOf, pull, REVIEW, rows } from './testing/labelled.ts';

describe('a list of files that assay.yml names', () => {
  const listing = (...paths: string[]) =>
    `assay: 1\nmodel: fares\ndata:\n  trips:\n    path: [${paths.join(', ')}]\n    contract: c.yml\n`;
  const listed = {
    ...{ 'c.yml': contract(REVIEW), 'data/a.csv': files['data/a.csv'], 'data/b.csv': files['data/b.csv'] },
    'assay.yml': listing('data/a.csv', 'data/b.csv'),
  };
  const renamed = { 'assay.yml': listing('data/a.csv', 'data/new.csv') };

  async function judged(next: Record<string, string>, before: Record<string, string> = listed) {
    const made = await changed(next, pull, before);
    const result = await made.run('validate-data', {});
    return { ...labelsOf(result), outcome: (result.document as { outcome: string }).outcome };
  }

  test('is compared with that of the base: rows of a file of another name are found again', async () => {
    expect(await judged({ ...renamed, 'data/new.csv': 'id,pay\n11,card\n12,card\n' })).toMatchObject({
      outcome: 'fail',
      changes: { rows: 5, changed: 1, added: 0, removed: 0, examples: [{ row: 4, id: '11' }] },
    });
    expect(await judged({ ...renamed, 'data/new.csv': files['data/b.csv'] })).toMatchObject({
      outcome: 'pass',
      changes: { rows: 5, changed: 0, added: 0, removed: 0 },
    });
  });

  test('may grow: rows of a file more were not there', async () => {
    const next = {
      'assay.yml': listing('data/a.csv', 'data/b.csv', 'data/c.csv'),
      'data/c.csv': 'id,pay\n21,cash\n',
    };
    expect(await judged(next)).toMatchObject({
      outcome: 'pass',
      changes: { rows: 5, changed: 0, added: 1, removed: 0 },
    });
  });

  test.each([
    ['has another name for it', listed['assay.yml'].replace('trips', 'rides')],
    ['has none', 'assay: 1\nmodel: fares\n'],
  ])('is not compared where the base %s', async (_, before) => {
    expect(
      await judged({ ...listed, 'data/b.csv': 'id,pay\n11,card\n' }, { ...listed, 'assay.yml': before }),
    ).toMatchObject({
      outcome: 'fail',
      changes: {
        changed: null,
        reason: expect.stringMatching(/^assay.yml at [0-9a-f]{7} names no data set "trips"$/),
      },
    });
  });

  test('is not compared where the base cannot be read, or names what git does not have', async () => {
    const next = { ...renamed, 'data/new.csv': files['data/b.csv'] };
    expect(await judged(next, { ...listed, 'assay.yml': 'assay: 1\nmodel: fares\ndata: 7\n' })).toMatchObject(
      {
        outcome: 'fail',
        changes: { changed: null, reason: expect.stringMatching(/^[0-9a-f]{7}:assay.yml/) },
      },
    );
    const elsewhere = { ...listed, 'assay.yml': listing('data/a.csv', 'data/kept.csv') };
    expect(await judged(next, elsewhere)).toMatchObject({
      outcome: 'fail',
      changes: { changed: null, reason: expect.stringMatching(/^git has no data\/kept.csv at /) },
    });
  });
});

describe('a pattern', () => {
  const CARD = 'id,pay\n11,card\n12,card\n';
  const held = { 'c.yml': contract(REVIEW), 'data/a.csv': files['data/a.csv'] };
  const one = { changed: 1, added: 0, removed: 0 };

  test.each([
    ['letters that are no ASCII', 'data/?.csv', 'data/ä.csv'],
    ['braces', 'data/{a,b}.csv', 'data/b.csv'],
    ['a colon before the name', '*.csv', ':b.csv'],
  ])('finds the files of the base that it finds here: %s', async (_, data, path) => {
    const made = await changed({ [path]: CARD }, pull, { ...held, [path]: files['data/b.csv'] });
    const result = await made.run('validate-data', { ...given, data });
    expect(labelsOf(result)).toMatchObject({ changes: { ...one, reason: null } });
  });

  test('leaves the columns that stand in names of folders', async () => {
    const byDay = (label: string) => ({
      'data/day=1/x.csv': 'id,pay\n1,cash\n',
      'data/day=2/x.csv': `id,pay\n1,${label}\n`,
    });
    const keyed = contract(`${REVIEW}  id: [id, day]\n`).replace('integer, unique: true', 'integer');
    const made = await changed(byDay('card'), pull, { 'c.yml': keyed, ...byDay('cash') });
    const result = await made.run('validate-data', { ...given, data: 'data/*/*.csv' });
    expect(labelsOf(result)).toMatchObject({ changes: { ...one, rows: 2, reason: null } });
  });

  const KEPT = /^git has no data\/z.csv at [0-9a-f]{7}/;
  test.each<[string, Record<string, string>, Record<string, string>]>([
    ['git ignored until now', { '.gitignore': '.assay\n' }, { '.gitignore': '.assay\nz.csv\n' }],
    ['DVC kept', { 'data/z.csv.dvc': 'b' }, { 'data/z.csv.dvc': 'a' }],
  ])('does not take for new what %s', async (_, next, before) => {
    const made = await changed({ 'data/z.csv': CARD, ...next }, pull, { ...held, ...before });
    const result = await made.run('validate-data', given);
    expect(result.document).toMatchObject({ outcome: 'fail' });
    expect(labelsOf(result)).toMatchObject({
      changes: { changed: null, reason: expect.stringMatching(KEPT) },
    });
  });

  test('does not take for new what nobody committed', async () => {
    const made = await changed({ 'c.yml': contract(REVIEW) }, pull);
    writeFileSync(join(made.repository.path, 'data/z.csv'), CARD.replaceAll('1', '3'));
    expect(labelsOf(await made.run('validate-data', given))).toMatchObject({
      changes: { changed: null, reason: expect.stringMatching(KEPT) },
    });
  });
});

test.each([
  ['its index', '', ['update-index', '--assume-unchanged', 'data/a.csv']],
  ['its attributes', '*.csv working-tree-encoding=UTF-7\n', ['status']],
])('bytes count, not what git is told of them by %s', async (_, attributes, told) => {
  const before = { ...files, 'data/a.csv': 'id,pay\n1,+1\n' };
  const made = await changed({ 'c.yml': contract(REVIEW) }, pull, before);
  await made.repository.git(...told);
  const write = (path: string, text: string) => writeFileSync(join(made.repository.path, path), text);
  write('.gitattributes', attributes);
  write('data/a.csv', 'id,pay\n1,+-1\n');
  expect(labelsOf(await made.run('validate-data', given))).toMatchObject({ changes: { changed: 1 } });
});

test.each([
  ['no key is left', 'id,pay\n7,cash\n8,cash\n9,card\n', 'no row here has a key that one there had'],
  ['a row had none', rows('cash', 'card'), '1 row there has no key to be found again by'],
])('rows that are not found again are not compared: %s', async (_, next, reason) => {
  const before = reason.includes('there has') ? 'id,pay\n1,cash\n,card\n' : rows('cash', 'cash', 'card');
  const nullable = contract(REVIEW).replace('unique: true', 'unique: true, nullable: true');
  const made = await changed({ 'd.csv': next }, pull, { 'c.yml': nullable, 'd.csv': before });
  const result = await made.run('validate-data', { data: 'd.csv', contract: 'c.yml' });
  expect(labelsOf(result)).toMatchObject({ changes: { changed: null, reason } });
  expect(result.document).toMatchObject({ outcome: 'fail' });
});
