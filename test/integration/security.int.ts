import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NASTY_STRINGS, type RenderedGfm, renderGfm, type StepResult } from '../harness/index.ts';
import { openScene, type Pull, type Scene, unexpected } from './scene/job.ts';
import { openRelease, type Release, readText, type VerbName } from './scene/release.ts';
import { CONTRACT, tinyModel } from './scene/tiny-model.ts';
import { workspace } from './scene/workspace.ts';

let release: Release;
let scene: Scene;
beforeAll(async () => {
  release = await openRelease();
  scene = await openScene(release, tinyModel(1));
});
afterAll(() => scene?.close());

const nasty = NASTY_STRINGS.map(({ value }) => value).filter((value) => value.length < 500);
/** A training that writes what it found. */
const COPY = `node -e 'require("node:fs").copyFileSync("named.json", "copy.json")'`;
/** Those that are text to an engine. */
const texts = nasty.filter((value) => value.isWellFormed() && !value.includes('\0'));
const cell = (value: string) => `"${value.replaceAll('"', '""')}"`;

/** Commands that the steps use themselves; data may give none. */
const OURS = new Set(['group', 'endgroup', 'error', 'warning', 'notice', 'debug', 'stop-commands']);

function expectQuietLog(result: StepResult | undefined): void {
  const foreign = (result?.commands ?? []).filter(({ name }) => !OURS.has(name));
  // The client of artifacts masks the signature of its own upload address.
  expect(foreign.filter(({ name, data }) => !(name === 'add-mask' && /^[0-9a-f]{32}$/.test(data)))).toEqual(
    [],
  );
  expect(result?.problems).toEqual([]);
  expect(Object.keys(result?.outputs ?? {})).not.toContain('pwned');
  expect(Object.keys(result?.env ?? {})).toEqual([]);
}

function expectHarmless(rendered: RenderedGfm): void {
  expect(rendered.images).toEqual([]);
  expect(rendered.mentions).toEqual([]);
  expect(rendered.references).toEqual([]);
  // Links to the run and the uploaded report are ours.
  const ours = /^http(s:\/\/github\.com|:\/\/github\.localhost:\d+)\/octo-org\/models\/actions\/runs\/\d+/;
  expect(rendered.links.filter((link) => !ours.test(link))).toEqual([]);
  expect(
    rendered.elements.filter((name) => ['script', 'img', 'iframe', 'svg', 'h1', 'input'].includes(name)),
  ).toEqual([]);
}

/** A pull request whose branch has these files, and its steps. */
async function played(
  files: Record<string, string>,
  verbs: readonly VerbName[],
  branch = `b${Math.random()}`,
) {
  const pull = await scene.openPull(branch, files);
  const job = await scene.job({ pull, runId: pull.number });
  const results = await job.steps(verbs, { temp: join(job.workspace, '..') });
  const [comment] = await scene.github.comments(pull.number);
  return { pull, job, results, comment: comment?.body ?? '' };
}

describe('hostile data', () => {
  it('as values in broken rows comes to nothing in log and summary', async () => {
    const rows = texts.map((kind, id) => JSON.stringify({ id, kind, amount: 1 }));
    const contract = CONTRACT.replace('data/rows.csv, contract', 'data/rows.jsonl, contract');
    const folder = await workspace(
      tinyModel(1, { 'assay.yml': contract, 'data/rows.jsonl': `${rows.join('\n')}\n` }),
    );
    for (const inputs of [{}, { data: 'data/rows.jsonl', contract: 'data/rows.contract.yml' }]) {
      const result = await release.run('validate-data', { workspace: folder, inputs });
      expect(result).toMatchObject({ exitCode: 1, outputs: { outcome: 'fail', rows: String(texts.length) } });
      expectQuietLog(result);
      expectHarmless(renderGfm(result.summary));
    }
  });

  it('as values of slices comes to nothing in log, outputs, summary and comment', async () => {
    // Two columns of slices, each large enough to be shown.
    const half = Math.ceil(texts.length / 2);
    const rows = Array.from({ length: half * 40 }, (_, id) => {
      const [a, b] = [texts[id % half], texts[(id % half) + half] ?? 'x'];
      return JSON.stringify({ id, label: id % 3 === 0 ? 1 : 0, score: (id % 97) / 97, a, b });
    });
    const { results, comment } = await played(
      {
        'train.mjs': `import { cpSync, mkdirSync } from 'node:fs';
          for (const folder of ['out', 'model']) mkdirSync(folder, { recursive: true });
          for (const copy of ['out/predictions.jsonl', 'model/m']) cpSync('hostile.jsonl', copy);
          cpSync('params.json', 'metrics.json');`,
        'hostile.jsonl': `${rows.join('\n')}\n`,
        'assay.yml': CONTRACT.replace('predictions.csv', 'predictions.jsonl')
          .replace('[segment]', '[a, b]')
          .replace('rules:', 'rules:\n    - {metric: log_loss, slices: all, at-most: 0.01, evidence: point}'),
      },
      ['train', 'evaluate', 'gate', 'report'],
    );
    expect(results.gate).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail' } });
    for (const result of Object.values(results)) expectQuietLog(result);
    expect(comment).toMatch(/[ab]=/);
    expectHarmless(renderGfm(comment));
    expectHarmless(renderGfm(results.report?.summary ?? ''));
  });

  it.each([
    { verb: 'evaluate', inputs: { 'metrics-file': 'named.json' } },
    { verb: 'train', inputs: { command: 'true', params: 'named.json' } },
    { verb: 'train', inputs: { command: COPY, 'metrics-file': 'copy.json' } },
    { verb: 'validate-data', inputs: { data: 'wide.csv' } },
    { verb: 'validate-data', inputs: { data: 'wide.csv', contract: 'narrow.yml' } },
    { verb: 'validate-data', inputs: { data: 'wide.csv', infer: 'true' } },
  ] as const)('as names comes to nothing: $verb $inputs', async ({ verb, inputs }) => {
    const wide = texts.filter((name) => !/[\r\n]/.test(name)).slice(0, 80);
    const folder = await workspace({
      'named.json': JSON.stringify(
        Object.fromEntries(texts.map((name, index) => [`${name} ${index}`, index])),
      ),
      'wide.csv': `${wide.map((name, index) => cell(`${name} ${index}`)).join(',')}\n${wide.map(() => 1).join(',')}\n`,
      'narrow.yml': 'assay-data: 1\nextra-columns: error\ncolumns: {}\n',
    });
    const result = await release.run(verb, { workspace: folder, inputs });
    expect(result.outcome).toBe('contract' in inputs ? 'failure' : 'success');
    expectQuietLog(result);
    expectHarmless(renderGfm(result.summary));
    if ('infer' in inputs) return;
    const report = await release.run('report', { workspace: folder });
    expectQuietLog(report);
    expectHarmless(renderGfm(report.summary));
  });

  it('of half characters is spelt out, in a metric and in a parameter', async () => {
    const folder = await workspace({ 'named.json': '{"\\ud800": 1, "b": "x\\udc00"}' });
    const metrics = await release.run('evaluate', {
      workspace: folder,
      inputs: { 'metrics-file': 'named.json' },
    });
    expect(metrics.exitCode).toBe(0);
    // As JSON writes it, with its quotes.
    expect(JSON.parse(metrics.outputs['metrics'] ?? '')).toEqual({ '"\\ud800"': 1 });
    expect(metrics.summary.isWellFormed()).toBe(true);
    const inputs = { command: 'true', params: 'named.json' };
    expect(await release.run('train', { workspace: folder, inputs })).toMatchObject({ exitCode: 0 });
  });

  it.each(['a;$(touch pwned)', '`id`', "it's", '@octocat', '#1', '-x', '::error::x', 'x|y|z'])(
    'as the name of a branch, %s, comes to nothing',
    async (name) => {
      const pull: Pull = {
        ...(await scene.openPull(`plain-${name.length}-${name.charCodeAt(0)}`, { a: name })),
        branch: name,
      };
      const job = await scene.job({ pull, runId: pull.number });
      writeFileSync(join(job.workspace, 'm.json'), '{"accuracy": 0.5}');
      expect(await job.step('evaluate', { inputs: { 'metrics-file': 'm.json' } })).toMatchObject({
        exitCode: 0,
      });
      const result = await job.step('report');
      expect(result.exitCode).toBe(0);
      expectQuietLog(result);
      const [comment] = await scene.github.comments(pull.number);
      expectHarmless(renderGfm(comment?.body ?? ''));
      expect(readdirSync(job.workspace)).not.toContain('pwned');
    },
  );

  it('printed by the training command is no command to the runner', async () => {
    const lines = [
      '::set-output name=pwned::yes',
      '::error::pwned',
      '::add-mask::e',
      '##[set-output name=pwned]yes',
      '::stop-commands::x',
      '::set-env name=pwned::yes',
    ];
    const folder = await workspace({
      'say.mjs': `process.stdout.write(${JSON.stringify(lines.join('\n'))});`,
    });
    const result = await release.run('train', { workspace: folder, inputs: { command: 'node say.mjs' } });
    expect(result).toMatchObject({
      exitCode: 0,
      annotations: [],
      masks: [],
      outputs: { outcome: 'trained' },
    });
    expectQuietLog(result);
    for (const line of lines) expect(result.unmasked).toContain(line);
  });
});

describe('secrets', () => {
  const CANARY = 'canary-7f3a9c51-not-to-be-seen';

  it('of the job are in no log, summary, record, report or request', async () => {
    const pull = await scene.openPull('canary', { 'params.json': '{"noise": 1.1}' });
    const token = scene.github.grant({ contents: 'read', 'pull-requests': 'write' });
    const job = await scene.job({ pull, runId: pull.number, token });
    const from = scene.github.requests.length;
    const options = { env: { API_KEY: CANARY, AWS_SECRET_ACCESS_KEY: CANARY } };
    const results = await job.steps(['validate-data', 'train', 'evaluate', 'gate', 'report'], options);
    expect(results.report).toMatchObject({ exitCode: 0 });
    const secrets = [CANARY, token].flatMap((secret) => [
      secret,
      Buffer.from(secret).toString('base64').slice(0, 24),
      Buffer.from(`x-access-token:${secret}`).toString('base64').slice(0, 40),
    ]);
    const seen: Record<string, string> = {};
    for (const [verb, result] of Object.entries(results)) {
      seen[`log of ${verb}`] = result.unmasked;
      seen[`summary of ${verb}`] = result.summary;
      seen[`outputs of ${verb}`] = JSON.stringify(result.outputs);
    }
    for (const { method, path, text } of scene.github.requests.slice(from))
      seen[`${method} ${path}`] = path + text;
    for (const file of readdirSync(join(job.workspace, '.assay')))
      seen[file] = readText(job.workspace, '.assay', file);
    for (const entry of readdirSync(join(job.workspace, '.git'), { recursive: true, withFileTypes: true }))
      if (entry.isFile())
        seen[join(entry.parentPath, entry.name)] = readFileSync(join(entry.parentPath, entry.name), 'latin1');
    expect(Object.keys(seen).length).toBeGreaterThan(30);
    const leaks = Object.entries(seen).filter(([, text]) => secrets.some((secret) => text.includes(secret)));
    expect(leaks.map(([place]) => place)).toEqual([]);
  });

  it('of the step are not seen by the training command, and those of the job are', async () => {
    const code = 'require("node:fs").writeFileSync("seen.json", JSON.stringify(process.env))';
    const folder = await workspace({ 'look.cjs': code });
    await release.run('train', {
      workspace: folder,
      inputs: { command: 'node look.cjs' },
      env: { API_KEY: CANARY, ACTIONS_ID_TOKEN_REQUEST_TOKEN: CANARY },
      github: { url: scene.github.url, token: 'token-of-the-step' },
    });
    const seen = JSON.parse(readText(folder, 'seen.json')) as Record<string, string>;
    expect(seen['API_KEY']).toBe(CANARY);
    const own = /^(INPUT_|ACTIONS_|STATE_|GIT_CONFIG_|GITHUB_(OUTPUT|ENV|PATH|STATE|STEP_SUMMARY)$)/;
    expect(Object.keys(seen).filter((name) => own.test(name))).toEqual([]);
    expect(JSON.stringify(seen)).not.toContain('token-of-the-step');
    expect(seen['GITHUB_SHA']).toMatch(/^[0-9a-f]{40}$/);
  });
});

describe('a record that was tampered with', () => {
  async function tampered(change: (record: Record<string, object>) => unknown) {
    const pull = await scene.openPull(`t${Math.random()}`, { a: 'a' });
    const victim = Number((await scene.github.openPull(`v${pull.number}`))['number']);
    const job = await scene.job({ pull, runId: pull.number });
    writeFileSync(join(job.workspace, 'm.json'), '{"accuracy": 0.5}');
    await job.step('evaluate', { inputs: { 'metrics-file': 'm.json' } });
    const path = join(job.workspace, '.assay/run.json');
    const changed = change({ ...JSON.parse(readText(path)), victim });
    writeFileSync(path, typeof changed === 'string' ? changed : JSON.stringify(changed));
    const result = await job.step('report', { timeLimitMilliseconds: 30_000 });
    return {
      result,
      victim: await scene.github.comments(victim),
      own: await scene.github.comments(pull.number),
    };
  }

  it('cannot send its report to another pull request', async () => {
    const { result, victim, own } = await tampered(({ victim: number, ...record }) => ({
      ...record,
      source: { ...record['source'], pull: number },
    }));
    expect(result.exitCode).toBe(0);
    expect(victim).toEqual([]);
    expect(own).toHaveLength(1);
  });

  it.each([
    {
      name: 'a key that no record has',
      change: (record: object) => ({ ...record, extra: 1 }),
      says: /extra/,
    },
    { name: 'another version', change: () => ({ assay: 'run/9' }), says: /run\/9/ },
    { name: 'no JSON', change: () => '<html>', says: /not JSON/ },
    { name: '100 MB', change: () => `{"assay":"run/1","x":"${'x'.repeat(1e8)}"}`, says: /larger than/ },
    { name: 'a deep nest', change: () => '['.repeat(500_000), says: /JSON|run record/ },
  ])('is refused: $name', async ({ change, says }) => {
    const { result, own } = await tampered(change);
    expect(result.exitCode).toBe(1);
    expect(result.annotations.at(-1)?.message).toMatch(says);
    expect(result.unmasked).not.toContain('bug in Assay');
    expect(own).toEqual([]);
  });
});

describe('paths and files', () => {
  it.each([
    { verb: 'gate', inputs: { record: '../../etc/run.json' } },
    { verb: 'gate', inputs: { config: '../assay.yml' } },
    { verb: 'gate', inputs: { policy: '/etc/passwd' } },
    { verb: 'evaluate', inputs: { 'metrics-file': '../metrics.json' } },
    { verb: 'evaluate', inputs: { 'metrics-file': '/etc/passwd' } },
    { verb: 'evaluate', inputs: { 'metrics-file': 'link.json' } },
    { verb: 'report', inputs: { html: '../report.html' } },
    { verb: 'report', inputs: { markdown: '/tmp/report.md' } },
    { verb: 'validate-data', inputs: { data: '/etc/passwd' } },
    { verb: 'validate-data', inputs: { data: 'link.json' } },
  ] as const)('refuses to leave the repository: $verb $inputs', async ({ verb, inputs }) => {
    const folder = await workspace({ 'm.json': '{"a": 1}' });
    await release.run('evaluate', { workspace: folder, inputs: { 'metrics-file': 'm.json' } });
    const outside = join(await workspace({ 'secret.json': '{"canary": 1}' }), 'secret.json');
    symlinkSync(outside, join(folder, 'link.json'));
    const result = await release.run(verb, { workspace: folder, inputs: inputs as Record<string, string> });
    expect(result.exitCode).toBe(1);
    expect(result.summary + result.unmasked).not.toMatch(/canary|root:/);
    expect(result.unmasked).not.toContain('bug in Assay');
  });

  it('refuses a contract that unfolds into more than it is', async () => {
    const laughs = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (const [name, before] of ['ba', 'cb', 'dc', 'ed', 'fe', 'gf', 'hg', 'ih'])
      laughs.push(`${name}: &${name} [${Array(9).fill(`*${before}`).join(', ')}]`);
    const folder = await workspace({
      'assay.yml': `assay: 1\nmodel: m\n${laughs.join('\n')}\n`,
      'm.json': '{"a": 1}',
    });
    const started = performance.now();
    const result = await release.run('evaluate', { workspace: folder, inputs: { 'metrics-file': 'm.json' } });
    expect(result.exitCode).toBe(1);
    expect(result.annotations.at(-1)?.message).toContain('aliases');
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe('what was sent', () => {
  it('is what GitHub takes', () => {
    expect(unexpected(scene.github)).toEqual([]);
  });
});
