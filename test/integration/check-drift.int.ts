import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { renderGfm } from '../harness/index.ts';
import { type Job, openScene, type Scene } from './scene/job.ts';
import { openRelease, type Release, readText } from './scene/release.ts';
import { CONTRACT, tinyModel } from './scene/tiny-model.ts';
import { plainFolder } from './scene/workspace.ts';

let release: Release;
let scene: Scene | undefined;
beforeAll(async () => {
  release = await openRelease();
});
afterEach(async () => {
  await scene?.close();
  scene = undefined;
});

/** Rows of a number and a kind, a day's the others' neighbours; `off` moves the numbers. */
function rows(seed: number, count: number, off = 0): string {
  const lines = Array.from({ length: count }, (_, i) => {
    const place = (i * 7919 + seed * 104729) % 1009;
    return `${seed * 100_000 + i},${(place / 1009 + off).toFixed(6)},${'abc'.charAt(place % 3)}`;
  });
  return ['id,amount,kind', ...lines, ''].join('\n');
}

describe('check-drift alone', () => {
  const compare = (current: string, inputs: Record<string, string> = {}) => {
    const folder = plainFolder({ 'reference.csv': rows(1, 3000), 'current.csv': current });
    const given = { reference: 'reference.csv', current: 'current.csv', columns: 'amount\nkind', ...inputs };
    return { folder, result: release.run('check-drift', { workspace: folder, inputs: given }) };
  };

  it('needs neither a repository nor a contract, and says that nothing drifts', async () => {
    const { folder, result } = compare(rows(2, 3000));
    expect(await result).toMatchObject({
      exitCode: 0,
      problems: [],
      annotations: [],
      stderr: '',
      outputs: { outcome: 'none', columns: '', since: '', report: '.assay/drift.json' },
    });
    expect(JSON.parse(readText(folder, '.assay/drift.json'))).toMatchObject({
      assay: 'drift/1',
      outcome: 'none',
    });
  });

  it('names what drifts in outputs, annotations and the summary, and does not fail the job', async () => {
    const { result } = compare(rows(2, 3000, 0.4));
    const found = await result;
    expect(found).toMatchObject({ exitCode: 0, outputs: { outcome: 'drift', columns: 'amount' } });
    expect(found.annotations).toMatchObject([{ level: 'warning', title: 'amount: drift' }]);
    expect(renderGfm(found.summary).rows.flat()).toContain('amount');
    const failing = await compare(rows(2, 3000, 0.4), { 'fail-on-drift': 'true' }).result;
    expect(failing).toMatchObject({ exitCode: 1, outputs: { outcome: 'drift' } });
  });

  it('has the named methods of other tools', async () => {
    const { folder, result } = compare(rows(2, 3000, 0.4), {
      method: 'psi@evidently\njs@nannyml\nlinf@tfdv',
    });
    expect((await result).exitCode).toBe(0);
    const { columns } = JSON.parse(readText(folder, '.assay/drift.json')) as {
      columns: { column: string; method: string }[];
    };
    // The last is for categories alone.
    expect(columns.map(({ column, method }) => `${column} ${method}`).sort()).toEqual([
      ...['amount js@nannyml', 'amount psi@evidently'],
      ...['kind js@nannyml', 'kind linf@tfdv', 'kind psi@evidently'],
    ]);
  });

  it('writes a profile that stands for the reference', async () => {
    const folder = plainFolder({ 'reference.csv': rows(1, 3000), 'current.csv': rows(2, 3000, 0.4) });
    const step = (inputs: Record<string, string>) =>
      release.run('check-drift', { workspace: folder, inputs });
    expect(await step({ reference: 'reference.csv', 'save-profile': 'profile.json' })).toMatchObject({
      exitCode: 0,
    });
    const found = await step({ reference: 'profile.json', current: 'current.csv', columns: 'amount,kind' });
    expect(found.outputs).toMatchObject({ outcome: 'drift', columns: 'amount' });
  });

  it('digests a large file in a thread of the bundle', async () => {
    const text = `text,n\n${Array.from({ length: 60 }, (_, i) => `${'x'.repeat(1_000_000)},${i}\n`).join('')}`;
    const folder = plainFolder({ 'reference.csv': text, 'current.csv': 'text,n\na,1\n' });
    const inputs = { reference: 'reference.csv', current: 'current.csv', columns: 'n' };
    expect(await release.run('check-drift', { workspace: folder, inputs })).toMatchObject({
      exitCode: 0,
      stderr: '',
    });
    const { reference } = JSON.parse(readText(folder, '.assay/drift.json')) as {
      reference: { digest: string };
    };
    const bytes = readFileSync(join(folder, 'reference.csv'));
    expect(reference.digest).toBe(`sha256:${createHash('sha256').update(bytes).digest('hex')}`);
  });

  it.each([
    { name: 'a file that is not there', given: { current: 'gone.csv' }, says: /gone\.csv/ },
    { name: 'a file outside', given: { current: '../current.csv' }, says: /current\.csv/ },
    { name: 'a method that is none', given: { method: 'psi@evidenty' }, says: /psi@evidently/ },
    { name: 'a number that is none', given: { margin: 'much' }, says: /"margin".*"much"/s },
  ])('refuses $name without a stack', async ({ given, says }) => {
    const { folder, result } = compare(rows(2, 30), given as Record<string, string>);
    const found = await result;
    expect(found.exitCode).toBe(1);
    expect(found.annotations[0]?.message).toMatch(says);
    expect(found.unmasked).not.toMatch(/ {4}at /);
    expect(existsSync(join(folder, '.assay/drift.json'))).toBe(false);
  });
});

const MONITORED = `${CONTRACT}drift:
  daily: {current: 'lake/{{ date }}.csv', reference: lake/reference.csv, columns: [amount, kind]}
`;

describe('check-drift on a schedule', () => {
  async function watched(): Promise<Scene> {
    const files = { 'assay.yml': MONITORED, 'lake/reference.csv': rows(1, 5000) };
    scene = await openScene(release, tinyModel(1, files));
    return scene;
  }

  async function check(job: Job, date: string, data: string) {
    mkdirSync(join(job.workspace, 'lake'), { recursive: true });
    writeFileSync(join(job.workspace, `lake/${date}.csv`), data);
    return job.step('check-drift', { inputs: { date } });
  }

  it('remembers from job to job, alarms once, and counts a batch once', async () => {
    const { colleague } = await watched();
    const outcomes: (string | undefined)[] = [];
    for (const [runId, off] of [0, 0, 0.5, 0.5].entries()) {
      const job = await (scene as Scene).job({ pull: null, runId: runId + 1 });
      const found = await check(job, `2026-01-0${runId + 1}`, rows(runId + 2, 2000, off));
      expect(found).toMatchObject({ exitCode: 0, problems: [] });
      outcomes.push(found.outputs['outcome']);
    }
    expect(outcomes).toEqual(['none', 'none', 'drift', 'drift']);
    const job = await (scene as Scene).job({ pull: null, runId: 9 });
    const again = await check(job, '2026-01-04', rows(5, 2000, 0.5));
    expect(again.outputs).toMatchObject({ outcome: 'drift', since: '2026-01-03' });
    const report = JSON.parse(readText(job.workspace, '.assay/drift.json')) as object;
    expect(report).toMatchObject({ history: { checks: 4, repeated: true } });
    await colleague.git('fetch', '--quiet', 'origin', 'assay-ledger');
    const state = JSON.parse(await colleague.git('show', 'FETCH_HEAD:drift/tiny/daily.json')) as {
      checks: number;
    };
    expect(state.checks).toBe(4);
  });

  it('two jobs at once lose nothing', async () => {
    const { colleague } = await watched();
    const jobs = [
      await (scene as Scene).job({ pull: null, runId: 1 }),
      await (scene as Scene).job({ pull: null, runId: 2 }),
    ];
    const found = await Promise.all(
      jobs.map((job, index) => check(job, `2026-01-0${index + 1}`, rows(index + 2, 2000))),
    );
    expect(found.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    await colleague.git('fetch', '--quiet', 'origin', 'assay-ledger');
    const state = JSON.parse(await colleague.git('show', 'FETCH_HEAD:drift/tiny/daily.json')) as {
      batches: { label: string }[];
    };
    expect(state.batches.map(({ label }) => label).sort()).toEqual(['2026-01-01', '2026-01-02']);
  });

  it('a pull request is checked, and the monitor does not hear of it', async () => {
    const { colleague } = await watched();
    const pull = await (scene as Scene).openPull('change', { 'note.txt': 'x' });
    const job = await (scene as Scene).job({ pull, runId: 1 });
    const found = await check(job, '2026-01-01', rows(2, 2000, 0.9));
    expect(found).toMatchObject({ exitCode: 0, outputs: { outcome: 'drift' } });
    expect(found.annotations.map(({ message }) => message).join()).toContain('has not counted this batch');
    expect(await colleague.git('ls-remote', 'origin', 'assay-ledger')).toBe('');
  });

  it('late data are an error', async () => {
    await watched();
    const job = await (scene as Scene).job({ pull: null, runId: 1 });
    const found = await job.step('check-drift', { inputs: { date: '2026-01-01' } });
    expect(found.exitCode).toBe(1);
    expect(found.annotations[0]?.message).toContain('2026-01-01');
  });
});
