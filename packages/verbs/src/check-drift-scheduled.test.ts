import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DriftReport } from '@assay/contract';
import { driftStateSchema } from '@assay/drift';
import { driftPath } from '@assay/registry';
import { bareRepository, TemporaryRepository, temporaryFolder } from '@assay/test';
import { describe, expect, test } from 'vitest';
import { openLedger } from './baseline.ts';
import { checkDrift } from './check-drift.ts';
import { checkDriftDefinition } from './check-drift-definition.ts';
import type { Trigger } from './context.ts';
import { type BatchOptions, driftBatch, monitoredProject } from './testing/drift-data.ts';
import { inRepository, type Project, project } from './testing/project.ts';

/** A project with a remote that holds its ledger. */
async function watched(monitor = ''): Promise<Project & { remote: string }> {
  const found = await project(monitoredProject(monitor));
  const remote = await bareRepository(temporaryFolder('remote'), 'origin');
  await found.repository.git('remote', 'add', 'origin', `file://${remote}`);
  await found.repository.git('push', '--quiet', 'origin', 'main');
  return { ...found, remote };
}

/** Another runner's checkout of the same repository. */
async function otherRunner({ remote }: { remote: string }, trigger: Partial<Trigger> = {}): Promise<Project> {
  const clone = new TemporaryRepository(temporaryFolder('clone'));
  await clone.git('clone', '--quiet', `file://${remote}`, clone.path);
  return inRepository(clone, trigger);
}

async function day(of: Project, date: string, options: BatchOptions, inputs: Record<string, string> = {}) {
  const lake = join(of.repository.path, 'lake');
  mkdirSync(lake, { recursive: true });
  writeFileSync(join(lake, `${date}.csv`), driftBatch(options));
  const result = await of.run('check-drift', { date, ...inputs });
  return { result, report: result.document as DriftReport };
}

async function kept(of: Project) {
  return (await openLedger(of.context)).read(driftPath('parity', 'daily'), driftStateSchema);
}

const steady = (seed: number) => ({ rows: 500, seed });
const shifted = (seed: number) => ({ rows: 500, seed, shift: 1 });

test('a batch that is written to while it is counted is not remembered', async () => {
  const found = await watched();
  await day(found, '2026-11-11', steady(11));
  const file = join(found.repository.path, 'lake/2026-11-12.csv');
  writeFileSync(file, driftBatch(steady(12)));
  const now = () => {
    appendFileSync(file, '12-x,0,Ulm,0.5,\n');
    return found.context.now();
  };
  const given = checkDriftDefinition.inputs.parse({ date: '2026-11-12' });
  await expect(checkDrift(given, { ...found.context, now })).rejects.toMatchObject({ code: 'data-changed' });
  expect((await kept(found))?.checks).toBe(1);
});

describe('over days', () => {
  test('no alarm while nothing changes, an alarm when it does, which stands when it changes back', async () => {
    const found = await watched();
    for (const seed of [11, 12, 13]) {
      const { report, result } = await day(found, `2026-11-${seed}`, steady(seed));
      expect(report).toMatchObject({ outcome: 'none', monitor: 'daily', batch: `2026-11-${seed}` });
      expect(result.outputs['since']).toBe('');
      // The rows are counted from five batches on.
      expect(report.why).toMatch(/no drift seen in \d columns; not enough data to judge 1 of/);
    }
    await day(found, '2026-11-14', shifted(14));
    const { report, result } = await day(found, '2026-11-15', shifted(15));
    expect(result).toMatchObject({ exit: 0, outputs: { outcome: 'drift', columns: 'amount' } });
    expect(report.columns[0]).toMatchObject({ column: 'amount', method: 'sequential', outcome: 'drift' });
    expect(report.columns[0]?.value).toBeGreaterThanOrEqual(report.columns[0]?.threshold ?? Infinity);
    expect(report.columns[0]?.detail).toMatch(/^this batch is 0\.[34]\d* off the reference at ≤/);
    const after = await day(found, '2026-11-16', steady(16));
    expect(after.result.outputs['since']).toMatch(/^2026-11-1[45]$/);
    expect(after.report.history).toMatchObject({ checks: 6, alarm: { columns: ['amount'] } });
  });

  test('the same batch counts once, by its bytes and not by its name', async () => {
    const found = await watched();
    await day(found, '2026-11-11', steady(11));
    const before = await kept(found);
    const { report } = await day(found, '2026-11-12', steady(11));
    expect(report.history).toMatchObject({ checks: 1, repeated: true });
    expect(await kept(found)).toEqual(before);
  });

  test('two at once lose nothing', async () => {
    const one = await watched();
    await day(one, '2026-11-11', steady(11));
    const two = await otherRunner(one);
    await Promise.all([day(one, '2026-11-12', steady(12)), day(two, '2026-11-13', steady(13))]);
    expect((await kept(await otherRunner(one)))?.batches.map(({ label }) => label).sort()).toEqual([
      '2026-11-11',
      '2026-11-12',
      '2026-11-13',
    ]);
  });

  test('a new reference is a new baseline: what is remembered is of no worth then, and that is said', async () => {
    const found = await watched();
    for (const seed of [11, 12]) await day(found, `2026-11-${seed}`, shifted(seed));
    expect((await kept(found))?.alarm).not.toBeNull();
    writeFileSync(join(found.repository.path, 'data/reference.csv'), driftBatch({ rows: 8000, shift: 1 }));
    const { report } = await day(found, '2026-11-13', shifted(13));
    expect(report).toMatchObject({ outcome: 'none', history: { checks: 1, alarm: null } });
    expect(report.why).toMatch(
      /a new baseline: the reference changed; until now an alarm stood since 2026-11-1[12] \(amount\)/,
    );
    expect((await kept(found))?.replaced?.alarm?.columns).toEqual(['amount']);
  });

  test('a stored profile stands for the reference, and starts the same memory', async () => {
    const [data, stored] = [await watched(), await watched('    reference: profile.json')];
    await stored.run('check-drift', { reference: 'data/reference.csv', 'save-profile': 'profile.json' });
    for (const of of [data, stored]) await day(of, '2026-11-11', shifted(11));
    const [a, b] = [await kept(data), await kept(stored)];
    expect(b?.columns.filter(({ name }) => name !== 'city')).toEqual(
      a?.columns.filter(({ name }) => name !== 'city'),
    );
    expect(b?.reference).toEqual(a?.reference);
  });
});

describe('a watched column that vanishes', () => {
  test('is drift as long as it is gone, and no evidence: the others count on, and no alarm is left', async () => {
    const found = await watched();
    const { report: first } = await day(found, '2026-11-11', steady(11));
    const without = driftBatch(steady(12)).replace('amount', 'sum');
    writeFileSync(join(found.repository.path, 'lake/2026-11-12.csv'), without);
    const gone = await found.run('check-drift', { date: '2026-11-12', 'fail-on-drift': 'true' });
    expect(gone).toMatchObject({ exit: 1, outputs: { outcome: 'drift', columns: 'amount', since: '' } });
    const report = gone.document as DriftReport;
    expect(report.history).toEqual({ checks: 2, repeated: false, alarm: null });
    expect(report.columns[0]).toMatchObject({
      column: 'amount',
      outcome: 'drift',
      value: first.columns.find(({ column }) => column === 'amount')?.value,
      reason: 'the column is missing from the current data',
    });
    const before = await kept(found);
    const again = await found.run('check-drift', { date: '2026-11-12' });
    expect(again.outputs['outcome']).toBe('drift');
    expect(await kept(found)).toEqual(before);
    const { report: back } = await day(found, '2026-11-13', steady(13));
    expect(back).toMatchObject({ outcome: 'none', history: { checks: 3 } });
  });

  test('is drift too where it is watched alone; numbers that became texts count as missing and raise the alarm', async () => {
    const found = await watched('    columns: [amount]');
    mkdirSync(join(found.repository.path, 'lake'));
    const lake = (date: string, text: string) =>
      writeFileSync(join(found.repository.path, `lake/${date}.csv`), text);
    lake('2026-11-11', driftBatch(steady(11)).replace('amount', 'sum'));
    expect(await found.run('check-drift', { date: '2026-11-11' })).toMatchObject({
      outputs: { outcome: 'drift', columns: 'amount', since: '' },
    });
    lake('2026-11-12', driftBatch(steady(12)).replace(/^(12-\d+),[^,]*/gm, '$1,much'));
    expect(await found.run('check-drift', { date: '2026-11-12' })).toMatchObject({
      outputs: { outcome: 'drift', columns: 'amount', since: '2026-11-12' },
    });
  });
});

describe('what is remembered', () => {
  test('metrics of labelled rows, by batch', async () => {
    const found = await watched('    metrics: [roc_auc]');
    const { report } = await day(found, '2026-11-11', steady(11));
    expect(report.outcome).toBe('none');
    expect(report.columns.find(({ column }) => column === 'roc_auc')).toMatchObject({ kind: 'metric' });
    expect((await kept(found))?.metrics.map(({ name }) => name)).toEqual(['rows', 'roc_auc']);
  });

  test('a score that is missing costs the metric and not the check', async () => {
    const found = await watched('    metrics: [roc_auc]');
    mkdirSync(join(found.repository.path, 'lake'));
    const text = driftBatch(shifted(11)).replace(/^(11-7,.*?,.*?),[^,]*/m, '$1,');
    writeFileSync(join(found.repository.path, 'lake/2026-11-11.csv'), text);
    const { document } = await found.run('check-drift', { date: '2026-11-11' });
    expect((document as DriftReport).columns.find(({ column }) => column === 'roc_auc')).toMatchObject({
      outcome: 'insufficient data',
    });
    expect(found.told.join()).toContain('the metrics of lake/2026-11-11.csv are not known');
    expect((await kept(found))?.checks).toBe(1);
  });

  test('no value of a sensitive column, neither there nor in the report', async () => {
    const found = await watched();
    for (const seed of [11, 12]) await day(found, `2026-11-${seed}`, { rows: 500, seed, unseen: 0.6 });
    const report = readFileSync(join(found.repository.path, '.assay/drift.json'), 'utf8');
    const { outcome, columns } = JSON.parse(report) as DriftReport;
    expect([outcome, columns[0]?.column, columns[0]?.detail]).toEqual([
      'drift',
      'city',
      'this batch is 0.638 off the reference',
    ]);
    const ledger = JSON.stringify(await kept(found));
    for (const city of ['Bonn', 'Köln', 'Ulm', 'Atlantis'])
      for (const text of [report, ledger]) expect(text).not.toContain(city);
  });

  test.each([
    ['a pull request', { trusted: false, event: 'pull_request' }, {}],
    ['a dry run', {}, { 'dry-run': 'true' }],
  ])('nothing by %s, which checks all the same and says so', async (_, trigger, inputs) => {
    const found = await watched();
    await day(found, '2026-11-11', shifted(11));
    const before = await kept(found);
    const run = await otherRunner(found, trigger);
    const { report } = await day(run, '2026-11-12', shifted(12), inputs);
    expect(report).toMatchObject({ outcome: 'drift', history: { checks: 2 } });
    expect(run.told.join()).toContain('the monitor has not counted this batch');
    expect(await kept(found)).toEqual(before);
  });
});

test.each([
  ['another margin', {}, { margin: '0.4' }, 'another "margin"'],
  ['other columns', {}, { columns: 'score' }, 'another "columns"'],
  ['another label', {}, { label: 'city' }, 'another "label"'],
  [
    'a branch that is not merged',
    { branch: 'try', baseBranch: 'main' },
    {},
    'the branch try has not been merged',
  ],
])('a look with %s wipes no alarm', async (_, trigger, inputs: Record<string, string>, told) => {
  const found = await watched();
  for (const seed of [11, 12]) await day(found, `2026-11-${seed}`, shifted(seed));
  const before = await kept(found);
  expect(before?.alarm).not.toBeNull();
  const run = await otherRunner(found, trigger);
  if ('branch' in trigger)
    writeFileSync(
      join(run.repository.path, 'assay.yml'),
      monitoredProject('    margin: 0.4')['assay.yml'] ?? '',
    );
  const { report } = await day(run, '2026-11-13', steady(13), inputs);
  expect(report.why).toMatch(/a new baseline: .*nothing was remembered/);
  expect(run.told.join()).toContain(told);
  expect(await kept(found)).toEqual(before);
});

describe('mistakes', () => {
  test('late data are an error and not "no drift"', async () => {
    const found = await watched();
    await expect(found.run('check-drift', { date: '2026-11-11' })).rejects.toMatchObject({
      code: 'drift-no-batch',
    });
    expect(await kept(found)).toBeUndefined();
  });

  test('a check that fails leaves no report of another day, nor one of what the ledger does not remember', async () => {
    const found = await watched();
    const report = join(found.repository.path, '.assay/drift.json');
    await day(found, '2026-11-11', shifted(11));
    await expect(found.run('check-drift', { date: '2026-11-12' })).rejects.toMatchObject({
      code: 'drift-no-batch',
    });
    expect(existsSync(report)).toBe(false);
    await day(found, '2026-11-11', shifted(11));
    expect(existsSync(report)).toBe(true);
    writeFileSync(join(found.remote, 'hooks/pre-receive'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    await expect(day(found, '2026-11-12', shifted(12))).rejects.toThrow();
    expect(existsSync(report)).toBe(false);
  });

  test('an empty batch is not enough data', async () => {
    const found = await watched();
    const { report } = await day(found, '2026-11-11', { rows: 0 });
    expect(report.outcome).toBe('insufficient data');
  });

  test.each(['0', '1', '2', '-1'])('a margin of %s is refused, and in words', async (margin) => {
    const found = await watched();
    await expect(day(found, '2026-11-11', steady(11), { margin })).rejects.toMatchObject({
      code: 'input-invalid',
      message: expect.stringContaining(`${margin} is not between 0 and 1`),
    });
  });

  test('which monitor is meant must be clear', async () => {
    const two = await watched('  weekly: {current: lake/week.csv}');
    await expect(two.run('check-drift')).rejects.toMatchObject({ code: 'monitor-unclear' });
    await expect(two.run('check-drift', { monitor: 'toString' })).rejects.toMatchObject({
      code: 'monitor-unknown',
    });
    const none = await project({});
    await expect(none.run('check-drift')).rejects.toMatchObject({ code: 'nothing-to-do' });
  });
});
