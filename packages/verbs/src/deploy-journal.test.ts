import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Deployment, deploymentSchema, type Turn } from '@assay/contract';
import { documentEdit, Git, Ledger } from '@assay/registry';
import { bareRepository, gitEnvironment, temporaryFolder } from '@assay/test';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Context } from './context.ts';
import { LedgerJournal } from './deploy-journal.ts';
import { type Project, project } from './testing/project.ts';

const NOBODY = { deployment: null, holder: null };
let made: Project;
let ledger: Ledger;
beforeEach(async () => {
  made = await project({});
  const remote = await bareRepository(temporaryFolder('remotes'), 'octo/models');
  const clone = new Git({ cwd: made.repository.path, env: gitEnvironment() });
  ledger = await Ledger.open({ clone, remote: `file://${remote}` });
});

interface Where {
  model?: string;
  run?: number | null;
  attempt?: number;
  root?: string;
}

/** The journal of another process. */
function journal({ model = 'tips', run = null, attempt = 1, root = made.repository.path }: Where = {}) {
  const url = `https://github.test/runs/${run}`;
  const trigger = run === null ? null : { id: run, attempt, url, job: 'deploy', actor: 'ada' };
  const context: Context = { ...made.context, root, trigger: { ...made.context.trigger, run: trigger } };
  return { deployments: new LedgerJournal(ledger, 'production', model, context), run: trigger?.url ?? null };
}

let count = 0;
/** Takes the turn for a deployment. */
async function begin({ deployments, run }: ReturnType<typeof journal>, model = 'tips') {
  count += 1;
  const deployment: Deployment = deploymentSchema.parse({
    assay: 'deployment/1',
    id: `01JD${String(count).padStart(22, '0')}`,
    environment: 'production',
    model,
    version: 'v1.0.0',
    artifact: `sha256:${'a'.repeat(64)}`,
    outcome: 'pending',
    why: 'begun',
    started: '2026-11-02T10:00:00.000Z',
    from: null,
    to: null,
    by: 'ada',
    run,
    'rolls-back': null,
    github: null,
  });
  const until = '2026-11-02T11:00:00.000Z';
  const turn: Turn = { assay: 'turn/1', deployment: deployment.id, until, ...deployments.me };
  const step = { expected: NOBODY, turn, deployments: [deployment], message: 'begun' };
  return { deployment, turn, written: await deployments.write(step) };
}

describe('a turn', () => {
  it('is of one model: others in the environment, of the same work tree, do not see it', async () => {
    const { written, deployment } = await begin(journal());
    expect(written).toBe(true);
    const other = journal({ model: 'a/b', run: 1 });
    expect(await other.deployments.read()).toEqual({ turn: undefined, deployments: [deployment] });
    expect((await begin(other, 'a/b')).written).toBe(true);
    expect((await begin(journal())).written).toBe(false);
  });

  it('is lost where another process has it by now, for the same deployment too', async () => {
    const first = journal({ run: 1 });
    const { turn } = await begin(first);
    const later = journal({ run: 1, attempt: 2 }).deployments;
    const step = { deployments: [], message: 'on' };
    expect(await later.write({ ...step, expected: turn, turn: { ...turn, ...later.me } })).toBe(true);
    expect(await first.deployments.write({ ...step, expected: turn, turn })).toBe(false);
  });
});

describe('whose the turn of a run is', () => {
  it.each<[string, Where, boolean]>([
    ['a later attempt’s', { run: 1, attempt: 2 }, true],
    ['not a job’s beside it, in another work tree', { run: 1, root: '/elsewhere' }, false],
    ['not one’s beside it in its work tree, while it lives', { run: 1 }, false],
    ['not another run’s', { run: 2, attempt: 2 }, false],
    ['not that of a person at a terminal', {}, false],
  ])('%s', async (_, where, expected) => {
    const first = journal({ run: 1 });
    const { turn, deployment } = await begin(first);
    const root = where.root === undefined ? {} : { root: temporaryFolder('workspace') };
    expect(journal({ ...where, ...root }).deployments.isMine(turn, deployment)).toBe(expected);
    expect(first.deployments.isMine(turn, deployment)).toBe(true);
  });

  it.each([null, 1])('run %s: who comes after a dead process in its work tree', async (run) => {
    const { turn, deployment } = await begin(journal({ run }));
    const { pid } = spawnSync('true');
    const note = join(made.repository.path, '.assay/deploying', `${turn.holder}.json`);
    writeFileSync(note, JSON.stringify({ process: pid }));
    expect(journal({ run }).deployments.isMine(turn, deployment)).toBe(true);
    const elsewhere = journal({ run, root: temporaryFolder('workspace') });
    expect(elsewhere.deployments.isMine(turn, deployment)).toBe(false);
  });
});

it('does not count a deployment twice that stands under another name too', async () => {
  const { deployments } = journal();
  const { deployment } = await begin(journal());
  const copy = 'deployments/production/01JDZZZZZZZZZZZZZZZZZZZZZZ.json';
  await ledger.edit([documentEdit(copy, deploymentSchema, () => deployment)], 'by hand');
  await expect(deployments.read()).rejects.toMatchObject({
    code: 'ledger-damaged',
    message: expect.stringContaining(copy),
  });
});

it('takes nothing for a deployment whose name no clock can give', async () => {
  const { deployments } = journal();
  const { deployment } = await begin(journal());
  const beyond = {
    path: 'deployments/production/ZZZZZZZZZZZZZZZZZZZZZZZZZZ.json',
    schema: z.any(),
    next: () => ({}),
  };
  await ledger.edit([beyond], 'by hand');
  expect((await deployments.read()).deployments).toEqual([deployment]);
});

it('its notes do not lead out of the repository', () => {
  const [root, outside] = [temporaryFolder('workspace'), temporaryFolder('outside')];
  symlinkSync(outside, join(root, '.assay'));
  expect(() => journal({ root })).toThrow(expect.objectContaining({ code: 'path-outside' }));
  const other = temporaryFolder('workspace');
  mkdirSync(join(other, '.assay'));
  symlinkSync(outside, join(other, '.assay/deploying'));
  expect(() => journal({ root: other })).toThrow(expect.objectContaining({ code: 'path-outside' }));
});
