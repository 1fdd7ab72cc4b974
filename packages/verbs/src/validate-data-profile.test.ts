import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { storedProfileSchema } from '@assay/contract';
import { describe, expect, test } from 'vitest';
import { project } from './testing/project.ts';

const rows = (from: number, to: number) =>
  `x,t,who\n${Array.from({ length: to - from }, (_, i) => `${(from + i) / 2},v${(from + i) % 3},person-${from + i}\n`).join('')}`;

const files = {
  'a.csv': rows(0, 40),
  'b.csv': rows(40, 100),
  'whole.csv': rows(0, 100),
  'c.yml':
    'assay-data: 1\ncolumns:\n  x: {type: number}\n  t: {type: string}\n  who: {type: string, sensitive: true}\n',
};

async function opened(more: Record<string, string> = {}) {
  const { repository, run } = await project({ ...files, ...more });
  const read = (path: string) => readFileSync(join(repository.path, path), 'utf8');
  return { run, read, profile: (path: string) => storedProfileSchema.parse(JSON.parse(read(path))) };
}

test('says where it wrote, and that nothing was checked', async () => {
  const { run } = await opened();
  const result = await run('validate-data', { data: 'a.csv', profile: 'a.json', html: 'a.html' });
  expect(result.message).toBe(
    'data: inconclusive, 40 rows, no data contract: nothing was checked; a.json written; a.html written',
  );
});

test('profiles of parts, put together, are that of the whole', async () => {
  const { run, profile } = await opened();
  for (const name of ['a', 'b', 'whole']) {
    const result = await run('validate-data', { data: `${name}.csv`, profile: `out/${name}.json` });
    expect(result).toMatchObject({
      exit: 0,
      outputs: { outcome: 'inconclusive', profile: `out/${name}.json` },
    });
  }
  const result = await run('validate-data', { merge: 'out/a.json\nout/b.json', profile: 'out/both.json' });
  expect(result).toMatchObject({ exit: 0, outputs: { rows: '100', profile: 'out/both.json' } });
  const [whole, both] = [profile('out/whole.json'), profile('out/both.json')];
  expect(both.parts.map((part) => part.rows)).toEqual([40, 60]);
  const [x] = both.columns;
  expect(x).toMatchObject({ ...whole.columns[0], numbers: { moments: { n: 100 } } });
  // 0, 0.5, …, 49.5.
  expect(x?.numbers?.mean).toBe(24.75);
  expect(both.columns[1]).toEqual(whole.columns[1]);
  expect(both['made-by'].engine).toBe('duckdb 1.5.6');
});

test('the page shows the data beside the reference, and nothing of a sensitive column', async () => {
  const { run, read } = await opened();
  await run('validate-data', { data: 'a.csv', profile: 'out/a.json' });
  for (const reference of ['b.csv', 'out/a.json']) {
    const result = await run('validate-data', {
      data: 'a.csv',
      contract: 'c.yml',
      html: 'out/page.html',
      reference,
    });
    expect(result.outputs).toMatchObject({ outcome: 'pass', html: 'out/page.html' });
    const page = read('out/page.html');
    expect(page).toContain('beside the reference');
    expect(page).toContain('class="reference"');
    expect(page).not.toContain('person-');
    expect(page).not.toContain('<script');
  }
});

test('no value is kept of what is named like something private, but by the word of a contract', async () => {
  const people = (n: number) =>
    `who_email,birth_year,x\n${Array.from({ length: n }, (_, i) => `p${i % 3}@example.org,${1970 + (i % 9)},${i}\n`).join('')}`;
  const named = (says: string) =>
    `assay-data: 1\ncolumns:\n  who_email: {type: string${says}}\n  birth_year: {type: integer${says}}\n  x: {type: integer}\n`;
  const { run, read, profile } = await opened({
    'people.csv': people(40),
    'then.csv': people(30),
    'extra.yml': 'assay-data: 1\nextra-columns: allow\ncolumns: {x: {type: integer}}\n',
    'shown.yml': named(', sensitive: false'),
    'named.yml': named(''),
  });
  const out = { data: 'people.csv', profile: 'out/p.json', html: 'out/p.html', reference: 'then.csv' };
  const ends = (document: unknown) =>
    (document as { profile: { min: unknown; max: unknown; mean: number }[] }).profile[1];
  for (const contract of [undefined, 'extra.yml']) {
    const { document } = await run('validate-data', { ...out, ...(contract && { contract }) });
    for (const page of ['out/p.json', 'out/p.html']) expect(read(page)).not.toContain('@example.');
    expect(profile('out/p.json').columns.map(({ sensitive }) => sensitive)).toEqual([true, true, false]);
    // A mean is no one's value: 4 times 1970 to 1978, and 1970 to 1973 again, are 78,950 of 40.
    expect(ends(document)).toMatchObject({ min: null, max: null, mean: 1973.75 });
  }
  for (const contract of ['shown.yml', 'named.yml']) {
    const { document } = await run('validate-data', { ...out, contract });
    for (const page of ['out/p.json', 'out/p.html']) expect(read(page)).toContain('p1@example.');
    expect(ends(document)).toMatchObject({ min: 1970, max: 1978 });
  }
});

test('the page shows the reference that assay.yml names; a profile of drift there is none', async () => {
  const named = (reference: string) =>
    `assay: 1\nmodel: m1\ndata:\n  trips: {path: a.csv, contract: c.yml, reference: ${reference}}\n`;
  const { run, read } = await opened({ 'assay.yml': named('b.csv'), 'drift.yml': named('out/b.json') });
  await run('validate-data', { html: 'out/page.html' });
  expect(read('out/page.html')).toMatch(/beside the reference b\.csv/);
  await run('check-drift', { reference: 'b.csv', 'save-profile': 'out/b.json' });
  await run('validate-data', { html: 'out/page.html', config: 'drift.yml' });
  expect(read('out/page.html')).not.toContain('beside the reference');
  await run('validate-data', { html: 'out/page.html', config: 'drift.yml', reference: 'whole.csv' });
  expect(read('out/page.html')).toMatch(/beside the reference whole\.csv/);
});

test('columns are held against a stored profile as against the data', async () => {
  const contract = `${files['c.yml']}schema-changes: {against: out/then.json, allow: []}\nextra-columns: allow\n`;
  const { run } = await opened({ 'then.csv': 'x,t,gone\n1,a,2\n', 'd.yml': contract });
  await run('validate-data', { data: 'then.csv', profile: 'out/then.json' });
  const result = await run('validate-data', { data: 'a.csv', contract: 'd.yml' });
  const { findings } = result.document as { findings: { column: string; observed: string }[] };
  expect(findings.map(({ column, observed }) => `${column}: ${observed}`)).toEqual([
    'gone: the column is gone',
    'x: BIGINT became DOUBLE',
    'who: a new column (VARCHAR)',
  ]);
});

describe('refused', () => {
  test.each<[string, Record<string, string>, string]>([
    [
      'a reference of parts without a page',
      { merge: 'a.json', profile: 'p.json', reference: 'b.json' },
      'input-missing',
    ],
    ['parts without a file to write', { merge: 'a.json' }, 'input-missing'],
    ['two things at once', { merge: 'a.json', infer: 'true', profile: 'p.json' }, 'input-conflict'],
    ['several data sets in one profile', { profile: 'p.json' }, 'input-conflict'],
    ['a file outside', { data: 'a.csv', profile: '../p.json' }, 'path-outside'],
    ['a page outside', { data: 'a.csv', html: '../p.html' }, 'path-outside'],
    ['a part that is not there', { merge: 'none.json', profile: 'p.json' }, 'profile-not-found'],
    ['a part that is none', { merge: 'other.json', profile: 'p.json' }, 'profile-invalid'],
    ['a part that is no JSON', { merge: 'a.csv', profile: 'p.json' }, 'profile-invalid'],
    ['a part outside', { merge: '../a.json', profile: 'p.json' }, 'path-outside'],
  ])('%s', async (_, inputs, code) => {
    const { run } = await opened({
      'other.json': '{"assay": "drift-profile/1"}',
      'assay.yml': 'assay: 1\nmodel: m1\ndata:\n  a1: {path: a.csv}\n  b1: {path: b.csv}\n',
    });
    await expect(run('validate-data', inputs)).rejects.toMatchObject({ code });
  });
});
