import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DriftReport } from '@assay/contract';
import { describe, expect, test } from 'vitest';
import { driftBatch } from './testing/drift-data.ts';
import { compared, outcomes } from './testing/drift-scene.ts';
import { project } from './testing/project.ts';

describe('a stored profile', () => {
  test('stands for the data: the same outcomes, the same digest, and numbers within the cells', async () => {
    const current = driftBatch({ seed: 2, shift: 0.5, unseen: 0.2, missing: 0.15 });
    const { run, repository, report } = await compared(current, { columns: 'amount,city,score' });
    const saved = await run('check-drift', {
      reference: 'reference.csv',
      'save-profile': 'out/profile.json',
    });
    expect(saved).toMatchObject({ exit: 0, outputs: { outcome: '', report: '' } });
    const again = await run('check-drift', {
      reference: 'out/profile.json',
      current: 'current.csv',
      columns: 'amount,city,score',
    });
    const found = again.document as DriftReport;
    expect(outcomes(found)).toEqual(outcomes(report));
    expect(found.reference).toMatchObject({ digest: report.reference.digest, rows: 2000 });
    for (const { column, method, value } of found.columns) {
      const exact = report.columns.find((other) => other.column === column && other.method === method);
      // At most a cell of one 216th of the rows, and of the current data's in it, lies between two edges.
      expect(Math.abs((value ?? 0) - (exact?.value ?? 0))).toBeLessThan(0.02);
    }
    expect(existsSync(join(repository.path, 'out/profile.json'))).toBe(true);
    await expect(
      run('check-drift', { reference: 'out/profile.json', current: 'current.csv', method: 'psi@evidently' }),
    ).rejects.toMatchObject({ code: 'profile-not-enough' });
  });

  test.each([
    ['not JSON', '{', 'profile-invalid'],
    ['of another kind', '{"assay":"run/1"}', 'profile-invalid'],
    ['with edges out of order', profileWith({ edges: [2, 1], counts: [1, 1, 1, 0, 0] }), 'profile-invalid'],
    ['with counts of other cells', profileWith({ edges: [1], counts: [1] }), 'profile-invalid'],
    ['with a place outside of its edges', profileWith({ edges: [1], coarse: [1] }), 'profile-invalid'],
    ['with a negative count', profileWith({ edges: [1], counts: [-1, 1, 0, 0] }), 'profile-invalid'],
  ])('%s is refused', async (_, text, code) => {
    const { repository, run } = await project({ 'current.csv': driftBatch({ rows: 50 }) });
    writeFileSync(join(repository.path, 'p.json'), text);
    await expect(run('check-drift', { reference: 'p.json', current: 'current.csv' })).rejects.toMatchObject({
      code,
    });
  });

  test('that validate-data wrote is told apart', async () => {
    const { run } = await compared(driftBatch({ rows: 50 }));
    await run('validate-data', { data: 'reference.csv', profile: 'out/data.json' });
    await expect(
      run('check-drift', { reference: 'out/data.json', current: 'current.csv' }),
    ).rejects.toMatchObject({
      code: 'profile-invalid',
      message: expect.stringContaining('of validate-data'),
    });
    await run('check-drift', { reference: 'reference.csv', 'save-profile': 'out/drift.json' });
    const other = { data: 'current.csv', reference: 'out/drift.json', html: 'out/page.html' };
    await expect(run('validate-data', other)).rejects.toMatchObject({
      code: 'profile-invalid',
      message: expect.stringContaining('of check-drift'),
    });
  });

  test('has categories of a sensitive column as digests, and compares digests', async () => {
    const sensitive = {
      'assay.yml': 'assay: 1\nmodel: parity\ndata: {rows: {path: reference.csv, contract: c.yml}}\n',
      'c.yml': 'assay-data: 1\ncolumns: {city: {type: string, sensitive: true}}\n',
    };
    const { run, repository } = await compared(driftBatch({ seed: 2 }), {}, sensitive);
    await run('check-drift', { reference: 'reference.csv', 'save-profile': 'p.json' });
    expect(readFileSync(join(repository.path, 'p.json'), 'utf8')).not.toMatch(/Bonn|Köln|Ulm/);
    const check = () => run('check-drift', { reference: 'p.json', current: 'current.csv', columns: 'city' });
    expect(outcomes((await check()).document as DriftReport)).toEqual({ 'city tv': 'none' });
    // Without the contract the profile still says which are digests; with it, one that shows values is refused.
    writeFileSync(join(repository.path, 'assay.yml'), 'assay: 1\nmodel: parity\n');
    expect(outcomes((await check()).document as DriftReport)).toEqual({ 'city tv': 'none' });
    await run('check-drift', { reference: 'reference.csv', 'save-profile': 'p.json' });
    writeFileSync(join(repository.path, 'assay.yml'), sensitive['assay.yml']);
    await expect(check()).rejects.toMatchObject({ code: 'profile-shows-values' });
  });

  test.each([
    ['amount: {type: number}', false],
    ['home_address: {type: string}', true],
  ])(
    'shows categories of a column with a private name only where a contract has a rule of it: %s',
    async (rule, shown) => {
      const named = (rows: string) => rows.replace('city', 'home_address');
      const { run, repository } = await compared(
        named(driftBatch({ seed: 2 })),
        {},
        {
          'reference.csv': named(driftBatch()),
          'assay.yml': 'assay: 1\nmodel: parity\ndata: {rows: {path: reference.csv, contract: c.yml}}\n',
          'c.yml': `assay-data: 1\ncolumns: {${rule}}\n`,
        },
      );
      await run('check-drift', { reference: 'reference.csv', 'save-profile': 'p.json' });
      expect(/Bonn|Köln|Ulm/.test(readFileSync(join(repository.path, 'p.json'), 'utf8'))).toBe(shown);
    },
  );

  test('a hostile one that is well made harms nothing', async () => {
    const { repository, run } = await project({ 'current.csv': driftBatch({ rows: 50 }) });
    writeFileSync(
      join(repository.path, 'p.json'),
      profileWith({ name: '__proto__', edges: [1], counts: [1, 1, 0, 0] }),
    );
    await expect(run('check-drift', { reference: 'p.json', current: 'current.csv' })).rejects.toMatchObject({
      code: 'nothing-to-compare',
    });
  });
});

function profileWith(column: object): string {
  const whole = {
    name: 'amount',
    kind: 'numeric',
    integer: false,
    edges: [1],
    coarse: [0],
    counts: [1, 1, 0, 0],
  };
  const reference = { digest: `sha256:${'0'.repeat(64)}`, rows: 2, name: 'r.csv' };
  return JSON.stringify({ assay: 'drift-profile/1', reference, columns: [{ ...whole, ...column }] });
}
