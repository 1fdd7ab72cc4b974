import { parseDataContract } from '@assay/contract';
import { describe, expect, test } from 'vitest';
import { findingsOf, sourceOf } from '../temporary-data.ts';
import { validate } from '../validate.ts';

const columns = {
  fare: { type: 'number', nullable: true },
  tips: { type: 'number', nullable: true },
  pay: { type: 'string', nullable: true },
};
const csv = 'fare,tips,pay\n10,2,Card\n5,6,Cash\n,1,Card\n-1,0,Cash\n';

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

  test('too few rows are told with the line that asks for them', async () => {
    const yml =
      'assay-data: 1\nrows: {at-least: 100}\nextra-columns: allow\ncolumns: {}\nenvironments:\n  a: {}\n  b: {rows: {at-least: 50}}\n';
    const { engine, source } = await sourceOf({ 'data.csv': csv });
    const found = async (environment: string) =>
      (await validate(engine, source, parseDataContract(yml, 'd.yml'), { name: 'data', environment }))
        .findings;
    expect(await found('a')).toMatchObject([{ expected: 'at least 100 rows', line: 2 }]);
    expect(await found('b')).toMatchObject([{ expected: 'at least 50 rows', line: 7 }]);
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
