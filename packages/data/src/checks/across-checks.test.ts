import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDataContract } from '@assay/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openTable } from '../source/index.ts';
import { findingsOf, sourceOf, writeParquet } from '../temporary-data.ts';
import { validate } from '../validate.ts';

const columns = {
  fare: { type: 'number', nullable: true },
  tips: { type: 'number', nullable: true },
  pay: { type: 'string', nullable: true },
};
const csv = 'fare,tips,pay\n10,2,Card\n5,6,Cash\n,1,Card\n-1,0,Cash\n';

describe('rules across columns', () => {
  const held = async (rule: object, text = csv, more: object = {}) =>
    (await findingsOf(text, { columns, ...more, rules: [{ name: 'tips', ...rule }] })).findings;

  test('rows that break one are counted and shown; null does not break it', async () => {
    expect(await held({ expect: 'fare >= 0 AND tips <= fare' })).toEqual([
      {
        column: null,
        check: 'rule',
        severity: 'error',
        expected: 'tips: fare >= 0 AND tips <= fare',
        observed: '2 rows of 4 (50 %)',
        rows: 2,
        of: 4,
        fraction: 0.5,
        examples: [
          { row: 2, value: 'fare=5, tips=6' },
          { row: 4, value: 'fare=-1, tips=0' },
        ],
        fix: expect.any(String),
        line: 1,
      },
    ]);
  });

  test('only where, up to a share, as a warning, with reason and owner', async () => {
    const rule = {
      expect: 'tips <= fare',
      where: "pay = 'Cash'",
      severity: 'warn',
      reason: 'no cash tips',
      owner: '@m',
    };
    expect(await held(rule)).toMatchObject([
      { severity: 'warn', reason: 'no cash tips', owner: '@m', rows: 2, of: 2, fraction: 1 },
    ]);
    expect(await held({ expect: 'tips <= fare', 'at-most': '50 %' })).toEqual([]);
    expect(await held({ expect: 'tips <= fare', 'at-most': 0.4 })).toHaveLength(1);
  });

  test('a row for which it cannot be computed breaks it; not where the row is not asked', async () => {
    // A logarithm of a number below 0, and a text that is no number.
    expect(await held({ expect: 'ln(fare) < 100' })).toMatchObject([{ rows: 1, examples: [{ row: 4 }] }]);
    expect(await held({ expect: 'ln(fare) < 100', where: 'fare > 0' })).toEqual([]);
    expect(await held({ expect: 'CAST(pay AS INTEGER) > 0' })).toMatchObject([{ rows: 4 }]);
  });

  test('columns are read as the contract has them: a misfit is null to it, and found by its type', async () => {
    const found = await held({ expect: 'tips <= fare' }, 'fare,tips,pay\nten,2,\n1,2,\n');
    expect(found.map(({ check, rows }) => `${check} ${rows}`)).toEqual(['type 1', 'rule 1']);
  });

  test('no value is shown where one of its columns is sensitive', async () => {
    const sensitive = { columns: { ...columns, fare: { ...columns.fare, sensitive: true } } };
    const [finding] = await held({ expect: 'tips <= fare' }, csv, sensitive);
    expect(finding?.examples).toEqual([
      { row: 2, value: null },
      { row: 4, value: null },
    ]);
  });

  test('names are found without regard to case, in quotes with whatever is in them', async () => {
    const name = 'a "b".c 😀\u202e';
    const quoted = `"${name.replaceAll('"', '""')}"`;
    const { findings } = await findingsOf(`${quoted},v0\n1,2\n3,2\n`, {
      columns: { [name]: { type: 'integer' }, v0: { type: 'integer' } },
      rules: [{ name: 'r', expect: `${quoted} <= V0` }],
    });
    expect(findings).toMatchObject([
      { check: 'rule', rows: 1, examples: [{ row: 2, value: `${name}=3, v0=2` }] },
    ]);
  });

  test('a column that is not there is a finding; one that may be absent, and is, asks nothing', async () => {
    expect(await held({ expect: 'tip <= fare' })).toMatchObject([
      { check: 'rule', observed: 'no column "tip", but "tips"', fraction: 1 },
    ]);
    const optional = { columns: { ...columns, label: { type: 'integer', required: false } } };
    expect(await held({ expect: 'label >= 0' }, csv, optional)).toEqual([]);
  });

  test.each([
    'fare >= 0; DROP VIEW source_1',
    'fare IN (SELECT 1)',
    "EXISTS (FROM read_csv('/etc/passwd'))",
    "(SELECT count(*) FROM '/etc/passwd') > 0",
    "getenv('HOME') = ''",
    "read_text('/etc/passwd') = ''",
    'random() < 2',
    'count(*) > 1',
    'sum(fare) OVER () > 1',
    '$1 = 1',
    'COLUMNS(*) > 0',
    'source_1.fare > 0',
    'fare > 0) FROM source_1 WHERE (true',
    'true AS x',
    'fare',
    'fare + 1',
    '/* fare',
    'fare >',
    "regexp_replace(pay, 'a', 'b') = ''",
    "pay COLLATE NOCASE = 'a'",
    'list_sum(range(1000000000)) > 1',
  ])('%j is no condition on a row: the contract is wrong, at its line', async (expect_) => {
    await expect(held({ expect: expect_ })).rejects.toMatchObject({
      name: 'UserError',
      code: 'contract-condition',
      message: expect.stringMatching(/^contract\.yml:1:\d+ {2}not a condition on a row: /),
    });
  });

  test('as many rows break it as JavaScript finds', async () => {
    const cell = fc.option(fc.integer({ min: -3, max: 3 }), { nil: null });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), async (rows) => {
        const text = `fare,tips,pay\n${rows.map(([fare, tips]) => `${fare ?? ''},${tips ?? ''},a\n`).join('')}`;
        const broken = rows.filter(([fare, tips]) => fare !== null && tips !== null && tips > fare).length;
        expect((await held({ expect: 'tips <= fare' }, text))[0]?.rows ?? 0).toBe(broken);
      }),
      { numRuns: 15 },
    );
  });
});

/** The report on data.csv beside another file. */
async function beside(files: Record<string, string>, contract: object, text = csv) {
  const { engine, source, folder } = await sourceOf({ 'data.csv': text });
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  const yaml = JSON.stringify({ 'assay-data': 1, columns, ...contract });
  const open = (path: string) => openTable(engine, { path, root: folder });
  return validate(engine, source, parseDataContract(yaml, 'contract.yml'), { name: 'data', open });
}

describe('references to other data', () => {
  const pays = { 'pays.csv': 'name,id\nCard,1\n,2\n' };

  test('values that are no key there, nulls left out', async () => {
    const references = [{ column: 'pay', data: 'pays.csv', key: 'name' }];
    const { findings } = await beside(pays, { references }, `${csv}1,1,\n`);
    expect(findings).toMatchObject([
      {
        column: 'pay',
        check: 'references',
        expected: 'every value a key: "name" of pays.csv',
        observed: '2 rows of 5 (40 %): "Cash" (2)',
        rows: 2,
        of: 5,
        examples: [
          { row: 2, value: 'Cash' },
          { row: 4, value: 'Cash' },
        ],
      },
    ]);
    const some = [{ ...references[0], where: "pay <> 'Cash'" }];
    expect((await beside(pays, { references: some })).findings).toEqual([]);
  });

  test('several columns together; types as the contract has them', async () => {
    const files = { 'k.csv': 'fare,tips\n10.0,2\n5,7\n-1,0.0\n' };
    const references = [{ column: ['fare', 'tips'], data: 'k.csv' }];
    expect((await beside(files, { references })).findings).toMatchObject([
      { column: null, rows: 1, examples: [{ row: 2, value: 'fare=5, tips=6' }] },
    ]);
  });

  test('keys that look like numbers are texts where the column is', async () => {
    const references = [{ column: 'pay', data: 'k.csv', key: 'code' }];
    const held = await beside(
      { 'k.csv': 'code\n1.0\n2\n' },
      { references },
      'fare,tips,pay\n1,1,1.0\n1,1,1\n1,1,Cash\n',
    );
    expect(held.findings).toMatchObject([{ rows: 2, examples: [{ value: '1' }, { value: 'Cash' }] }]);
  });

  test('a key that is not there is a finding; data that is not there is a mistake at its line', async () => {
    const wrong = [{ column: 'pay', data: 'pays.csv', key: 'nam' }];
    expect((await beside(pays, { references: wrong })).findings).toMatchObject([
      { observed: 'pays.csv has no column "nam", but "name"' },
    ]);
    const gone = [{ column: 'pay', data: 'gone.csv', key: 'name' }];
    await expect(beside(pays, { references: gone })).rejects.toMatchObject({
      code: 'data-file-not-found',
      message: expect.stringContaining('contract.yml:1:'),
    });
  });

  test('no file outside of the repository is read', async () => {
    const references = [{ column: 'pay', data: '/etc/passwd', key: 'root' }];
    await expect(beside(pays, { references })).rejects.toMatchObject({ name: 'UserError' });
  });
});

describe('columns against a reference', () => {
  test('what was added and widened is allowed, what is gone or of another type is not', async () => {
    const { engine, folder } = await sourceOf({ 'x.csv': 'x\n1\n' });
    await writeParquet(
      folder,
      'then.parquet',
      "SELECT 1::INTEGER AS i, 1::BIGINT AS big, 'a' AS t, DATE '1850-01-01' AS d, 1::FLOAT AS f, 2 AS gone",
    );
    await writeParquet(
      folder,
      'now.parquet',
      "SELECT 1::BIGINT AS i, 1::DOUBLE AS big, 5 AS t, TIMESTAMP '1850-01-01' AS d, 1::DOUBLE AS f, 3 AS fresh",
    );
    const source = {
      ...(await openTable(engine, { path: 'now.parquet', root: folder })),
      bytes: 1,
      digest: 'sha256:',
    };
    const changes = async (more: object) => {
      const contract = {
        'assay-data': 1,
        'extra-columns': 'allow',
        'schema-changes': { against: 'then.parquet', ...more },
        columns: {},
      };
      const open = (path: string) => openTable(engine, { path, root: folder });
      const report = await validate(engine, source, parseDataContract(JSON.stringify(contract), 'c.yml'), {
        name: 'd',
        open,
      });
      return report.findings.map(({ column, observed }) => `${column}: ${observed}`);
    };
    expect(await changes({})).toEqual([
      'gone: the column is gone',
      // A double has no room for all whole numbers of 64 bits.
      'big: BIGINT became DOUBLE',
      't: VARCHAR became INTEGER',
    ]);
    expect(await changes({ allow: [] })).toEqual([
      'gone: the column is gone',
      'i: INTEGER became BIGINT',
      'big: BIGINT became DOUBLE',
      't: VARCHAR became INTEGER',
      'd: DATE became TIMESTAMP',
      'f: FLOAT became DOUBLE',
      'fresh: a new column (INTEGER)',
    ]);
    expect(await changes({ allow: ['added', 'removed', 'widened', 'changed'] })).toEqual([]);
  });

  test('the order of columns is that of the text, also where names look like numbers', async () => {
    const { engine, source } = await sourceOf({ 'data.csv': 'b,x,10,2\n1,1,1,1\n' });
    const order = async (...names: string[]) => {
      const text = `assay-data: 1\nextra-columns: allow\ncolumn-order: warn\ncolumns:\n${names.map((name) => `  '${name}': {type: integer}\n`).join('')}`;
      const { findings } = await validate(engine, source, parseDataContract(text, 'c.yml'), { name: 'd' });
      return findings.map(({ column, observed, severity, line }) => ({ column, observed, severity, line }));
    };
    expect(await order('b', '10', '2')).toEqual([]);
    expect(await order('b', '2', '10')).toEqual([
      { column: '10', observed: 'the order "b", "10", "2"', severity: 'warn', line: 3 },
    ]);
  });
});

describe('environments', () => {
  const contract = {
    rows: { 'at-least': 100 },
    columns: { ...columns, label: { type: 'integer', unique: true } },
    rules: [{ name: 'known', expect: 'label >= 0' }],
    environments: {
      training: {},
      serving: { optional: ['label'], skip: ['duplicates'], rows: { 'at-least': 1 } },
    },
  };
  const checks = async (environment?: string, more: object = {}) => {
    const { findings } = await findingsOf(csv, { ...contract, ...more }, { environment });
    return findings.map(({ check, column }) => `${check} ${column}`);
  };

  test('the label may be absent in serving, and rules on it are not held there', async () => {
    expect(await checks()).toEqual(['columns label', 'rows null', 'rule null']);
    expect(await checks('training')).toEqual(['columns label', 'rows null', 'rule null']);
    expect(await checks('serving')).toEqual([]);
  });

  test('checks and rules are skipped by name', async () => {
    const rules = [...contract.rules, { name: 'never', expect: 'fare > 1000' }];
    const quick = (...skip: string[]) => ({ rules, environments: { quick: { optional: ['label'], skip } } });
    expect(await checks('quick', quick('rows'))).toEqual(['rule null']);
    expect(await checks('quick', quick('rows', 'never'))).toEqual([]);
    expect(await checks('quick', quick('rows', 'rules'))).toEqual([]);
  });

  test('an environment, column or check that is not there is a mistake', async () => {
    await expect(checks('servin')).rejects.toMatchObject({
      code: 'environment-unknown',
      fix: expect.stringContaining('did you mean "serving"?'),
    });
    for (const wrong of [{ optional: ['labl'] }, { skip: ['duplicate'] }]) {
      await expect(checks(undefined, { environments: { a: wrong } })).rejects.toMatchObject({
        code: 'contract-environment',
        fix: expect.stringContaining('did you mean'),
      });
    }
    // A contract without environments is the same in all.
    expect((await findingsOf(csv, { columns }, { environment: 'serving' })).outcome).toBe('pass');
  });
});
