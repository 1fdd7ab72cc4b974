import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DriftReport, driftReportSchema } from '@assay/contract';
import { temporaryFolder } from '@assay/test';
import { describe, expect, test } from 'vitest';
import { driftBatch } from './testing/drift-data.ts';
import { bothFiles, compared, outcomes } from './testing/drift-scene.ts';
import { project } from './testing/project.ts';

describe('one shot', () => {
  test('two samples of the same do not drift, and the report is left for the next step', async () => {
    const { result, report, repository } = await compared(driftBatch({ seed: 2 }), {
      columns: 'amount,city,score',
    });
    expect(result).toMatchObject({ exit: 0, outputs: { outcome: 'none', columns: '', since: '' } });
    expect(outcomes(report)).toEqual({ 'amount ks': 'none', 'city tv': 'none', 'score ks': 'none' });
    const written = driftReportSchema.parse(
      JSON.parse(readFileSync(join(repository.path, '.assay/drift.json'), 'utf8')),
    );
    expect(written).toEqual(report);
    expect(written.reference.rows).toBe(2000);
  });

  test('a shift, a new category and missing values are each found where they are', async () => {
    const current = driftBatch({ seed: 2, shift: 0.5, unseen: 0.2, missing: 0.15 });
    const { result, report } = await compared(current, { columns: 'amount,city,score' });
    expect(result.outputs).toMatchObject({ outcome: 'drift', columns: expect.stringContaining('amount') });
    expect(outcomes(report)).toEqual({
      'amount ks': 'drift',
      'amount null_rate': 'drift',
      'city tv': 'drift',
      'score ks': 'none',
    });
    const unseen = report.columns.find(({ column }) => column === 'city');
    // A fifth of all rows moved; by chance a little more.
    expect(unseen?.value).toBeGreaterThan(0.17);
    expect(unseen?.value).toBeLessThan(0.25);
    expect(result.annotations[0]).toMatchObject({ level: 'warning' });
  });

  test('what only tells rows apart is not watched unless it is named or a contract names the id; measurements are', async () => {
    // Ids from 5000 on; amounts in cents that all differ, and so far apart that chance may do that; a measurement.
    const rows = (from: number) =>
      Array.from({ length: 400 }, (_, i) =>
        [from + i, `u-${from + i}`, (i * 7919 * 104729) % 99999989, (i * 0.618034) % 1, i % 7].join(),
      );
    const table = (from: number) => ['row,user,cents,share,day', ...rows(from), ''].join('\n');
    const run = async (given: Record<string, string>, files: Record<string, string> = {}) => {
      const found = await project({ 'reference.csv': table(0), 'current.csv': table(5000), ...files });
      return (await found.run('check-drift', { ...bothFiles, ...given })).document as DriftReport;
    };
    const names = ({ columns }: DriftReport) => [...new Set(columns.map(({ column }) => column))].sort();
    const alone = await run({});
    expect(names(alone)).toEqual(['cents', 'day', 'share']);
    expect(alone.why).toMatch(/no two rows are alike in row, user: .*"columns"/);
    expect(names(await run({ columns: 'row,day' }))).toEqual(['day', 'row']);
    const contract =
      'assay: 1\nmodel: rows\nevaluate: {predictions: p.csv, task: binary, id: user, label: day, score: share}\n';
    const declared = await run({}, { 'assay.yml': contract });
    expect(names(declared)).toEqual(['cents', 'row', 'share']);
  });

  test('a difference below the margin is none, whatever the rows', async () => {
    // 0.3 standard deviations are 0.119 on the scale of Kolmogorov and Smirnov: 2 Phi(0.15) - 1.
    const { report } = await compared(driftBatch({ seed: 2, shift: 0.3 }), {
      columns: 'amount',
      margin: '0.2',
    });
    expect(report.outcome).toBe('none');
    expect(report.columns[0]?.value).toBeGreaterThan(0.08);
  });

  test('too few rows are said to be too few, with the number that would do; and suffice for what is glaring', async () => {
    const { report } = await compared(driftBatch({ rows: 60, seed: 2 }), { columns: 'amount' });
    expect(report).toMatchObject({ outcome: 'insufficient data' });
    // 0.8687 sqrt(1/n + 1/2000) < 0.05 from n = 356 on.
    expect(report.columns[0]?.reason).toContain('356 rows');
    const glaring = await compared(driftBatch({ rows: 60, seed: 2, shift: 4 }), { columns: 'amount' });
    expect(glaring.report.outcome).toBe('drift');
  });

  test.each(['amount,city', 'amount'])('of %s, amount is gone: that is drift', async (columns) => {
    const current = driftBatch({ seed: 2 }).replaceAll('amount', 'sum');
    const { report, result } = await compared(current, { columns, 'fail-on-drift': 'true' });
    expect(result).toMatchObject({ exit: 1, outputs: { outcome: 'drift', columns: 'amount' } });
    expect(report.columns[0]).toMatchObject({
      column: 'amount',
      method: 'present',
      outcome: 'drift',
      reason: 'the column is missing from the current data',
    });
  });

  test('files that share no column are a mistake', async () => {
    await expect(compared('a,b\n1,2\n')).rejects.toMatchObject({ code: 'nothing-to-compare' });
  });

  test('text in a column of numbers counts as missing', async () => {
    const current = driftBatch({ seed: 2 }).replace(/^(2-\d*[0-4]),[^,]*/gm, '$1,unknown');
    const { report } = await compared(current, { columns: 'amount' });
    expect(outcomes(report)).toMatchObject({ 'amount null_rate': 'drift' });
  });

  test('drift fails the step only where it is to', async () => {
    const { result } = await compared(driftBatch({ seed: 2, shift: 1 }), { 'fail-on-drift': 'true' });
    expect(result.exit).toBe(1);
  });

  test('chunks have an entry each, by size or by value, and never by a sensitive value', async () => {
    const current = driftBatch({ seed: 2 });
    const bySize = await compared(current, { columns: 'amount', 'chunk-size': '1500', method: 'js@nannyml' });
    expect(bySize.report.columns.map(({ chunk }) => chunk).sort()).toEqual(['[0:1499]', '[1500:1999]']);
    const byValue = await compared(current, { columns: 'amount', 'chunk-by': 'city' });
    expect(byValue.report.columns.map(({ chunk }) => chunk).sort()).toEqual(['Bonn', 'Köln', 'Ulm']);
    const sensitive = {
      'assay.yml': 'assay: 1\nmodel: parity\ndata: {rows: {path: reference.csv, contract: c.yml}}\n',
      'c.yml': 'assay-data: 1\ncolumns: {city: {type: string, sensitive: true}}\n',
    };
    await expect(compared(current, { 'chunk-by': 'city' }, sensitive)).rejects.toMatchObject({
      code: 'column-sensitive',
    });
    const named = (rows: string) => rows.replace('city', 'home_address');
    const batch = named(current);
    await expect(
      compared(batch, { 'chunk-by': 'home_address' }, { 'reference.csv': named(driftBatch()) }),
    ).rejects.toMatchObject({ code: 'column-sensitive' });
  });

  test.each([{ 'chunk-size': '100' }, { 'chunk-by': 'city' }, { 'chunk-size': '100', method: 'js@nannyml' }])(
    'no rows make no chunks, which is not enough data: %j',
    async (given) => {
      const { report } = await compared(driftBatch({ rows: 0, seed: 2 }), { columns: 'amount', ...given });
      expect(report.outcome).toBe('insufficient data');
    },
  );

  test('a named method leaves out the columns that it is not for, and says so; they do not make the data too few', async () => {
    const given = { columns: 'amount,city', method: 'ks@evidently' };
    const { result, report } = await compared(driftBatch({ seed: 2 }), given);
    expect(result.outputs.outcome).toBe('none');
    expect(outcomes(report)).toEqual({ 'amount ks@evidently': 'none' });
    expect(report.why).toMatch(/no drift seen in 1 column; .*no method named is for them: city$/);
    const both = await compared(driftBatch({ seed: 2 }), { ...given, method: 'ks@evidently\nlinf@tfdv' });
    expect(outcomes(both.report)).toEqual({ 'amount ks@evidently': 'none', 'city linf@tfdv': 'none' });
    expect(both.report.why).toBe(
      'no drift seen in 1 column; 1 column measured and not judged, as the method has no threshold',
    );
  });

  test('metrics of labelled rows are held against the reference with an interval', async () => {
    const given = { columns: 'score', metrics: 'roc_auc', task: 'binary', label: 'label', score: 'score' };
    const same = await compared(driftBatch({ seed: 2 }), given);
    expect(same.report.columns.find(({ kind }) => kind === 'metric')).toMatchObject({
      column: 'roc_auc',
      outcome: 'none',
      n: 1801,
    });
    expect(same.report.columns.find(({ column }) => column === 'score')?.kind).toBe('prediction');
    expect(same.report.why).toBe('no drift seen in 1 column and 1 metric');
    const flipped = driftBatch({ seed: 2 }).replace(/,([01])$/gm, (_, label) => `,${1 - Number(label)}`);
    const worse = await compared(flipped, given);
    expect(worse.report.columns[0]).toMatchObject({ column: 'roc_auc', outcome: 'drift' });
  });
});

describe('mistakes', () => {
  test.each([
    [{ columns: 'amuont' }, 'column-missing'],
    [{ method: 'psi@nobody' }, 'unknown-drift-method'],
    [{ method: 'ks', columns: 'city' }, 'nothing-to-compare'],
    [{ 'chunk-size': '0' }, 'input-invalid'],
    [{ 'chunk-size': '10', 'chunk-by': 'city' }, 'inputs-conflict'],
    [{ metrics: 'roc_auc' }, 'columns-missing'],
    [{ current: 'gone.csv' }, 'data-file-not-found'],
    [{ monitor: 'daily' }, 'inputs-conflict'],
    [{ date: '2026-02-30' }, 'input-invalid'],
    [{ margin: '2' }, 'input-invalid'],
    [{ margin: '0' }, 'input-invalid'],
    [{ q: '1' }, 'input-invalid'],
    [{ reference: '../outside.json' }, 'path-outside'],
    [{ reference: 'folder.json' }, 'profile-not-found'],
  ])('%j is %s', async (given: Record<string, string>, code) => {
    await expect(compared(driftBatch({ rows: 50 }), given, { 'folder.json/x': '' })).rejects.toMatchObject({
      code,
    });
  });

  test('where the folder of the report leads out of the repository, nothing is written or removed there', async () => {
    const { repository, run } = await project({ 'reference.csv': driftBatch(), 'current.csv': driftBatch() });
    const outside = temporaryFolder('outside');
    writeFileSync(join(outside, 'drift.json'), 'of somebody else');
    symlinkSync(outside, join(repository.path, '.assay'));
    await expect(run('check-drift', bothFiles)).rejects.toMatchObject({ code: 'path-outside' });
    expect(readdirSync(outside)).toEqual(['drift.json']);
  });
});
