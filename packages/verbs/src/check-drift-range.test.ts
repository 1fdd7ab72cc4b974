import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DriftReport } from '@assay/contract';
import { driftStateSchema } from '@assay/drift';
import { driftPath } from '@assay/registry';
import { bareRepository, TemporaryRepository, temporaryFolder } from '@assay/test';
import { describe, expect, test } from 'vitest';
import { openLedger } from './baseline.ts';
import { daysOf } from './check-drift-days.ts';
import { type BatchOptions, driftBatch, monitoredProject } from './testing/drift-data.ts';
import { inRepository, type Project, project } from './testing/project.ts';

/** November: nothing, then a shift from the 4th on; no batch on the 3rd and the 6th. */
const lake: Record<string, BatchOptions> = {
  '2026-11-01': { rows: 500, seed: 1 },
  '2026-11-02': { rows: 500, seed: 2 },
  '2026-11-04': { rows: 500, seed: 4, shift: 1 },
  '2026-11-05': { rows: 500, seed: 5, shift: 1 },
  '2026-11-07': { rows: 500, seed: 7 },
};

/** A project with a remote that holds its ledger, and the days of the lake. */
async function watched(monitor = ''): Promise<Project & { remote: string }> {
  const found = await project(monitoredProject(monitor));
  const remote = await bareRepository(temporaryFolder('remote'), 'origin');
  await found.repository.git('remote', 'add', 'origin', `file://${remote}`);
  await found.repository.git('push', '--quiet', 'origin', 'main');
  fill(found);
  return { ...found, remote };
}

function fill({ repository }: Project): void {
  const folder = join(repository.path, 'lake');
  mkdirSync(folder, { recursive: true });
  for (const [day, options] of Object.entries(lake))
    writeFileSync(join(folder, `${day}.csv`), driftBatch(options));
}

async function check(of: Project, date: string, inputs: Record<string, string> = {}) {
  const result = await of.run('check-drift', { date, ...inputs });
  return { result, report: result.document as DriftReport };
}

async function kept(of: Project) {
  return (await openLedger(of.context)).read(driftPath('parity', 'daily'), driftStateSchema);
}

async function ledgerCommits({ repository, remote }: Project & { remote: string }): Promise<number> {
  return Number(await repository.git('-C', remote, 'rev-list', '--count', 'assay-ledger'));
}

describe('a range of days', () => {
  test('is the days one by one, in one commit, and tells the evidence of each', async () => {
    const [whole, single] = [
      await watched('    metrics: [roc_auc]'),
      await watched('    metrics: [roc_auc]'),
    ];
    const reports: DriftReport[] = [];
    for (const day of Object.keys(lake)) reports.push((await check(single, day)).report);
    const { result, report } = await check(whole, '2026-11-01..2026-11-07');
    expect(await kept(whole)).toEqual(await kept(single));
    expect(await ledgerCommits(whole)).toBe(1);
    expect(result).toMatchObject({ exit: 0, outputs: { outcome: 'drift', columns: 'amount' } });
    expect(result.outputs['since']).toMatch(/^2026-11-0[45]$/);
    const last = reports.at(-1);
    expect(report).toMatchObject({
      batch: '2026-11-07',
      columns: last?.columns,
      history: last?.history,
      current: last?.current,
    });
    expect(report.why).toContain('2 of 7 days have no batch');
    expect(report.days?.map(({ batch, outcome }) => [batch, outcome])).toEqual(
      reports.map(({ batch, outcome }) => [batch, outcome]),
    );
    for (const [index, { columns }] of (report.days ?? []).entries()) {
      const alone = new Map(reports[index]?.columns.map(({ column, value }) => [column, value]));
      expect(columns.length).toBe(alone.size);
      for (const { column, score } of columns) expect(score).toBe(alone.get(column));
    }
    expect(reports[0]?.days).toBeUndefined();
  });

  test('twice, or with days that were counted, counts what is new', async () => {
    const found = await watched();
    await check(found, '2026-11-02');
    const { report } = await check(found, '2026-11-01..2026-11-05');
    expect(report.why).toContain('1 of 4 batches had been counted before');
    expect(report.days?.map(({ batch }) => batch)).toEqual(['2026-11-01', '2026-11-04', '2026-11-05']);
    const before = await kept(found);
    const again = await check(found, '2026-11-01..2026-11-05');
    expect(again.report).toMatchObject({ days: [], history: { checks: 4, repeated: true } });
    expect(again.result.outputs).toMatchObject({ outcome: 'drift', columns: 'amount' });
    expect(await kept(found)).toEqual(before);
    expect(await ledgerCommits(found)).toBe(2);
  });

  test('has drifted where one of its days raised the alarm, also when asked again after days that speak against it', async () => {
    const found = await watched();
    const month = Array.from({ length: 12 }, (_, i) => `2026-11-${i + 8}`.replace(/-(\d)$/, '-0$1'));
    for (const [seed, day] of month.entries())
      writeFileSync(
        join(found.repository.path, `lake/${day}.csv`),
        driftBatch({ rows: 2000, seed: seed + 20 }),
      );
    const range = '2026-11-01..2026-11-19';
    const { result, report } = await check(found, range);
    expect(report.days?.at(-1)?.outcome).toBe('none');
    expect(result.outputs).toMatchObject({ outcome: 'drift', columns: 'amount' });
    expect(report.columns[0]).toMatchObject({ column: 'amount', outcome: 'drift' });
    expect(report.columns[0]?.value).toBeLessThan(report.columns[0]?.threshold ?? 0);
    expect(report.columns[0]?.detail).toMatch(/; flagged by an earlier day$/);
    expect((await check(found, range)).result.outputs).toEqual(result.outputs);
    expect((await check(found, '2026-11-19')).report.outcome).toBe('none');
    expect((await check(found, '2026-11-08..2026-11-19')).report.outcome).toBe('none');
  });

  test('two at once lose nothing, and count once what both have', async () => {
    const one = await watched();
    await check(one, '2026-11-01');
    const clone = new TemporaryRepository(temporaryFolder('clone'));
    await clone.git('clone', '--quiet', `file://${one.remote}`, clone.path);
    const two = await inRepository(clone);
    fill(two);
    await Promise.all([check(one, '2026-11-02..2026-11-05'), check(two, '2026-11-04..2026-11-07')]);
    const state = await kept(await inRepository(clone));
    expect(state?.checks).toBe(5);
    expect(state?.batches.map(({ label }) => label).sort()).toEqual(Object.keys(lake));
  });

  test('in a dry run is checked, and not remembered', async () => {
    const found = await watched();
    const { report } = await check(found, '2026-11-01..2026-11-07', { 'dry-run': 'true' });
    expect(report).toMatchObject({ outcome: 'drift', history: { checks: 5 } });
    expect(await kept(found)).toBeUndefined();
  });

  test('stops at a batch that cannot be read, naming its day, and has counted nothing', async () => {
    const found = await watched();
    writeFileSync(join(found.repository.path, 'lake/2026-11-05.csv'), 'other\n1\n');
    await expect(check(found, '2026-11-01..2026-11-07')).rejects.toMatchObject({
      code: 'nothing-to-compare',
      message: expect.stringMatching(/^2026-11-05: /),
    });
    expect(await kept(found)).toBeUndefined();
  });
});

describe('mistakes', () => {
  test('no data at all are an error and not "no drift"', async () => {
    const found = await watched();
    await expect(check(found, '2026-10-01..2026-10-31')).rejects.toMatchObject({ code: 'drift-no-batch' });
  });

  test('a range is for a monitor whose files are named by the day', async () => {
    const found = await watched('  weekly: {current: lake/2026-11-01.csv}');
    const date = '2026-11-01..2026-11-07';
    await expect(check(found, date, { monitor: 'weekly' })).rejects.toMatchObject({
      code: 'inputs-conflict',
    });
    const inputs = { reference: 'data/reference.csv', current: 'lake/{{ date }}.csv' };
    await expect(check(found, date, inputs)).rejects.toMatchObject({ code: 'inputs-conflict' });
  });

  test.each([
    ['2026-11-07..2026-11-01', '2026-11-01..2026-11-07'],
    ['2016-01-01..2026-12-31', '2016-01-01..2026-02-16'], // 3,700 days: 10 years with 3 leap days are 3,653, and 47 more
    ['2026-11-01..', '2026-01-01..2026-01-31'],
    ['..2026-11-01', '2026-01-01..2026-01-31'],
    ['2026-11-01..2026-11-31', '2026-01-01..2026-01-31'],
    ['2026-11-01..2026-11-02..2026-11-03', '2026-01-01..2026-01-31'],
    ['2026-11-01...2026-11-02', '2026-01-01..2026-01-31'],
    ['', '2026-01-31'],
  ])('%j is refused, with what to write', (date, instead) => {
    expect(() => daysOf(date, new Date())).toThrow(
      expect.objectContaining({ code: 'input-invalid', fix: expect.stringContaining(instead) }),
    );
  });
});
