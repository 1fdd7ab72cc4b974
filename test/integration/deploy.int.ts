import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gitEnvironment, run, type StepResult, temporaryFolder } from '../harness/index.ts';
import { type Job, openScene, type Scene, unexpected } from './scene/job.ts';
import { openRelease, type Release } from './scene/release.ts';
import { CONTRACT, tinyModel } from './scene/tiny-model.ts';

const SECRET = 'hunter2-of-the-service';
// In Node, because the PATH of these jobs holds little else.
const COMMAND = `
import { appendFileSync, readFileSync } from 'node:fs';
const { SERVICE, SECRET, ASSAY_OUTPUT, ASSAY_VERSION, ASSAY_MODEL } = process.env;
console.log('the password is ' + SECRET);
console.log('::set-output name=outcome::forged');
appendFileSync(ASSAY_OUTPUT, 'PASSWORD=' + SECRET + '\\n');
appendFileSync(SERVICE, ASSAY_VERSION + ' ' + readFileSync(ASSAY_MODEL + '/model.json', 'utf8') + '\\n');
`;
const HEALTH = `
import { readFileSync } from 'node:fs';
const last = readFileSync(process.env.SERVICE, 'utf8').trim().split('\\n').at(-1);
if (last.startsWith(process.env.BAD + ' ')) { console.error(process.env.SECRET); process.exit(1); }
`;
const FILES = tinyModel(0.6, {
  'assay.yml': `${CONTRACT}deploy:
  command: node deploy.mjs
  health: {command: node health.mjs, within: 1s, every: 1s}
`,
  'params.json': '{ "noise": 0.6 }',
  'deploy.mjs': COMMAND,
  'health.mjs': HEALTH,
});

// One story, told in order.
let release: Release;
let scene: Scene;
let token: string;
const service = join(temporaryFolder('service'), 'log');
const log = () => readFileSync(service, 'utf8').trim().split('\n');

beforeAll(async () => {
  release = await openRelease();
  scene = await openScene(release, FILES);
  token = scene.github.grant({ contents: 'write', deployments: 'write', actions: 'read' });
  await scene.github.call('PUT', `/repos/${scene.github.repository}/environments/production`, {});
  for (const [runId, noise] of [
    [1, 0.6],
    [2, 0.4],
  ] as const) {
    if (runId > 1) await scene.pushMain('Less noise', { 'params.json': `{ "noise": ${noise} }` });
    const job = await scene.job({ pull: null, runId });
    const results = await job.steps(['train', 'evaluate', 'gate', 'report', 'promote']);
    expect(results.promote, results.promote?.stdout).toMatchObject({ exitCode: 0 });
  }
}, 120_000);
afterAll(async () => {
  expect(unexpected(scene.github)).toEqual([]);
  await scene?.close();
});

const jobOf = (runId: number, as = token): Promise<Job> => scene.job({ pull: null, runId, token: as });
const step = (job: Job, verb: 'deploy' | 'rollback', inputs: Record<string, string> = {}, bad = 'none') =>
  job.step(verb, { inputs, secrets: [SECRET], env: { SERVICE: service, SECRET, BAD: bad } });
const said: StepResult[] = [];

interface OnGitHub {
  id: number;
  state: string;
  description: string;
  log_url: string;
}
async function statuses(): Promise<OnGitHub[]> {
  const path = `/repos/${scene.github.repository}/deployments`;
  const all = (await scene.github.call('GET', `${path}?per_page=100`)) as unknown as OnGitHub[];
  const lists = all.toReversed().map(({ id }) => scene.github.call('GET', `${path}/${id}/statuses`));
  return ((await Promise.all(lists)) as unknown as OnGitHub[][]).flatMap(([newest]) => newest ?? []);
}

describe('deploy', () => {
  it('on the tag of a version, in a shallow checkout without the model', async () => {
    const job = await jobOf(10);
    const options = job.stepOptions();
    const result = await job.step('deploy', {
      secrets: [SECRET],
      env: { SERVICE: service, SECRET, BAD: 'none' },
      run: { ...options.run, ref: 'refs/tags/tiny@v0.0.1' },
    });
    said.push(result);
    expect(result, result.stdout).toMatchObject({
      exitCode: 0,
      outputs: { outcome: 'healthy', version: 'v0.0.1', environment: 'production', 'in-service': 'v0.0.1' },
      problems: [],
    });
    expect(log()).toEqual(['v0.0.1 {"noise":0.6}']);
    expect(await statuses()).toMatchObject([
      { state: 'success', log_url: `${scene.server}/octo-org/models/actions/runs/10` },
    ]);
  });

  it('fails the job and goes back where the version is bad', async () => {
    const result = await step(await jobOf(11), 'deploy', { version: 'v0.0.2' }, 'v0.0.2');
    said.push(result);
    expect(result, result.stdout).toMatchObject({
      exitCode: 1,
      outcome: 'failure',
      outputs: { outcome: 'unhealthy', 'in-service': 'v0.0.1' },
    });
    expect(result.annotations.map(({ message }) => message).join()).toContain(
      'the health command ended with 1',
    );
    expect(log().map((line) => line.split(' ')[0])).toEqual(['v0.0.1', 'v0.0.2', 'v0.0.1']);
    expect((await statuses()).map(({ state }) => state)).toEqual(['inactive', 'failure', 'success']);
  });

  it('tells the line that the workflow lacks', async () => {
    const reader = scene.github.grant({ contents: 'write', deployments: 'read', actions: 'read' });
    const result = await step(await jobOf(12, reader), 'deploy', { version: 'v0.0.2' });
    expect(result.exitCode).toBe(1);
    expect(result.stdout).toContain('`deployments: write`');
    expect(result.stdout).not.toMatch(/^ {4}at /m);
  });

  it('again, and back by hand', async () => {
    said.push(await step(await jobOf(13), 'deploy', { version: 'v0.0.2' }));
    expect(said.at(-1)).toMatchObject({ exitCode: 0, outputs: { 'in-service': 'v0.0.2' } });
    said.push(await step(await jobOf(14), 'rollback'));
    expect(said.at(-1)).toMatchObject({ exitCode: 0, outputs: { 'in-service': 'v0.0.1' } });
  });

  it('leaves no secret of the command anywhere but in the log, where the runner masks it', async () => {
    expect(said.map((result) => result.unmasked).join()).toContain(SECRET);
    const { github } = scene;
    const texts = [
      ...said.flatMap(({ stdout: shown, summary, outputs, annotations }) => [
        shown,
        summary,
        outputs,
        annotations,
      ]),
      github.requests,
      await statuses(),
      await github.git.run(github.repository, 'log', '--patch', '--all'),
      await github.git.run(github.repository, 'for-each-ref', '--format=%(contents)'),
    ];
    for (const text of texts) expect(JSON.stringify(text)).not.toContain(SECRET);
  });
});

describe('at a terminal', () => {
  const assay = async (args: string[], env: Record<string, string> = {}) => {
    const { workspace } = await jobOf(20);
    const credentials = Buffer.from(`x:${token}`).toString('base64');
    return run(process.execPath, [join(release.folder, 'dist/assay.js'), ...args], {
      cwd: workspace,
      mayFail: true,
      env: {
        ...gitEnvironment(),
        HOME: temporaryFolder('home'),
        PATH: release.path,
        GIT_CONFIG_COUNT: '1',
        GIT_CONFIG_KEY_0: 'http.extraheader',
        GIT_CONFIG_VALUE_0: `AUTHORIZATION: basic ${credentials}`,
        SERVICE: service,
        BAD: 'none',
        ...env,
      },
    });
  };
  const github = () => ({
    GH_TOKEN: token,
    GITHUB_SERVER_URL: scene.server,
    GITHUB_API_URL: scene.github.url,
  });

  it('deploys, and shows it on GitHub where there is a token', async () => {
    const before = (await statuses()).length;
    const deployed = await assay(['deploy', '--tag', 'tiny@v0.0.2', '--json'], github());
    expect(deployed.exitCode, deployed.stderr).toBe(0);
    expect(JSON.parse(deployed.stdout)).toMatchObject({
      version: 'v0.0.2',
      outcome: 'healthy',
      'in-service': 'v0.0.2',
    });
    expect(await statuses()).toHaveLength(before + 1);
    const back = await assay(['rollback', '--to', 'v0.0.1']);
    expect(back.exitCode, back.stderr).toBe(0);
    expect(back.stderr).toContain('no token');
    expect(await statuses()).toHaveLength(before + 1);
  });

  it('answers what was in service, from git alone', async () => {
    const listed = await assay(['history', '--json']);
    const { deployments } = JSON.parse(listed.stdout) as {
      deployments: { version: string; outcome: string }[];
    };
    expect(deployments.map(({ version, outcome }) => `${version} ${outcome}`).toReversed()).toEqual([
      'v0.0.1 healthy',
      'v0.0.2 unhealthy',
      'v0.0.1 healthy',
      'v0.0.2 failed',
      'v0.0.2 healthy',
      'v0.0.1 healthy',
      'v0.0.2 healthy',
      'v0.0.1 healthy',
    ]);
    const day = (fromNow: number) => new Date(Date.now() + fromNow * 86_400_000).toISOString().slice(0, 10);
    expect((await assay(['history', '--at', day(0)])).stdout).toMatch(/tiny v0\.0\.1 {2}since/);
    expect((await assay(['history', '--at', day(-2)])).stdout).toMatch(
      /tiny {2}not known: the ledger begins/,
    );
    for (const moment of ['noon', day(1)])
      expect((await assay(['history', '--at', moment])).exitCode).toBe(2);
  });
});
