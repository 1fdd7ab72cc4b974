import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { StepResult } from '../harness/index.ts';
import { unexpected } from './scene/job.ts';
import { readText } from './scene/release.ts';
import { openTwoVersions, type TwoVersions } from './scene/two-versions.ts';
import { endState } from './writers/end-state.ts';

const SECRET = 'hunter2-of-the-service';
// With a child in a session of its own.
const HANG = `
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
const wait = ['-e', 'setInterval(() => {}, 1000)'];
const { pid } = spawn(process.execPath, wait, { detached: true, stdio: 'ignore' });
writeFileSync(process.env.SERVICE + '.pids', process.ppid + ' ' + process.pid + ' ' + pid);
setInterval(() => {}, 1000);
`;
const TELL = `
for (const [name, value] of Object.entries(process.env)) console.log(name + '=' + value);
process.exit(3);
`;
// The parent of its shell is the action.
const FLOOD = `
import { readFileSync, writeFileSync, writeSync } from 'node:fs';
const { SERVICE, ACTION } = process.env;
const peak = () => /VmHWM:\\s+(\\d+) kB/.exec(readFileSync('/proc/' + ACTION + '/status', 'utf8'))[1];
const before = peak();
const megabyte = Buffer.from(('x'.repeat(1023) + '\\n').repeat(1024));
for (let written = 0; written < 1024; written += 1) writeSync(1, megabyte);
writeFileSync(SERVICE + '.peak', before + ' ' + peak());
process.exit(3);
`;

let world: TwoVersions;
beforeAll(async () => {
  const files = { 'hang.mjs': HANG, 'tell.mjs': TELL, 'flood.mjs': FLOOD };
  world = await openTwoVersions('command: ACTION=$PPID node deploy.mjs, timeout: 60s', files);
}, 120_000);
afterAll(async () => {
  expect(unexpected(world.scene.github)).toEqual([]);
  await world?.scene.close();
});

interface EndState {
  ledger: Record<string, { version: string; outcome: string; from: string | null; to: string | null }>;
  deployments: { state: string }[];
}

/** What the ledger has, oldest first. Only the last serves, nobody is at work, and GitHub shows the same. */
async function deployments(): Promise<string[]> {
  const { ledger, deployments: shown } = (await endState(world.scene.github)) as EndState;
  const { 'deployments/production/turn-tiny.json': turn, ...others } = ledger;
  expect(turn).toMatchObject({ deployment: null, holder: null });
  const all = Object.entries(others).flatMap(([path, one]) => (path.startsWith('deployments/') ? [one] : []));
  expect(all.filter(({ from, to }) => from !== null && to === null)).toEqual(all.slice(-1));
  const states = all.map(({ outcome }) => (outcome === 'healthy' ? 'inactive' : 'failure'));
  expect(shown.map(({ state }) => state).toSorted()).toEqual([...states.slice(0, -1), 'success'].toSorted());
  return all.map(({ version, outcome }) => `${version} ${outcome}`);
}

/** The step that deploys v0.0.2, whose command attacks: v0.0.1 is in service again. */
async function attack(name: string, why: RegExp, timeout = '60s'): Promise<StepResult> {
  const before = { log: world.log().length, deployments: (await deployments()).length };
  const env = { BAD: 'v0.0.2', ATTACK: name, SECRET };
  const job = await world.nextJob();
  const contract = join(job.workspace, 'assay.yml');
  writeFileSync(contract, readText(contract).replace('timeout: 60s', `timeout: ${timeout}`));
  const result = await world.deploy(job, 'v0.0.2', { env, secrets: [SECRET] });
  expect(result, result.stdout.slice(-5000)).toMatchObject({
    exitCode: 1,
    outcome: 'failure',
    outputs: { outcome: 'failed', version: 'v0.0.2', 'in-service': 'v0.0.1' },
    problems: [],
  });
  const said = result.annotations.find(({ level }) => level === 'error');
  expect(said?.message).toMatch(why);
  expect(said?.message).toContain('tiny v0.0.1 is in service again');
  expect(world.log().slice(before.log)).toEqual(['v0.0.2 {"noise":0.4}', 'v0.0.1 {"noise":0.6}']);
  expect((await deployments()).slice(before.deployments)).toEqual(['v0.0.2 failed', 'v0.0.1 healthy']);
  return result;
}

it('a command that hangs is ended at its time limit, with its children', async () => {
  await attack('hang', /the command was stopped after 5s \(deploy\.timeout\)/, '5s');
  const pids = readText(`${world.service}.pids`).split(' ').map(Number);
  expect(pids).toHaveLength(3);
  expect(pids.filter(isRunning)).toEqual([]);
});

it('a command that prints all that it has knows no token, and its secret is seen nowhere', async () => {
  const result = await attack('tell', /the command ended with 3/);
  expect(result.unmasked).toContain(`SECRET=${SECRET}`);
  const { github } = world.scene;
  const { stdout, summary, outputs, annotations } = result;
  const seen = JSON.stringify([
    stdout,
    summary,
    outputs,
    annotations,
    await endState(github),
    github.requests,
  ]);
  expect(seen).not.toContain(SECRET);
  for (const user of ['x', 'x-access-token'])
    expect(result.unmasked).not.toContain(Buffer.from(`${user}:${world.token}`).toString('base64'));
  expect(result.unmasked).not.toContain(world.token);
  expect(result.unmasked).not.toMatch(/^(INPUT_|GITHUB_(OUTPUT|ENV|STEP_SUMMARY)|ACTIONS_)/m);
});

it('a command that writes 1 GB: the log is cut, and the action does not hold it in memory', async () => {
  const result = await attack('flood', /the command ended with 3/);
  expect(result.unmasked).toContain('[more output is not shown]');
  expect(result.unmasked.length).toBeLessThan(11 * 2 ** 20);
  const [before = 0, after = 0] = readText(`${world.service}.peak`).split(' ').map(Number);
  console.log(`peak of the action: ${before} KiB before, ${after} KiB after 1 GiB of output`);
  expect(after - before).toBeLessThan(300 * 1024);
});

/** Ended processes that nobody collected yet are not running. */
function isRunning(pid: number): boolean {
  const stat = `/proc/${pid}/stat`;
  return existsSync(stat) && !/\) [ZX] /.test(readFileSync(stat, 'latin1'));
}
