import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { gitEnvironment, type RunResult, run, temporaryFolder, temporaryRepository } from '@assay/test';
import { expect, test } from 'vitest';

const main = join(import.meta.dirname, 'main.ts');
// What is made of the sources is kept from one start to the next, which so takes half the time.
const environment = { ...gitEnvironment(), NODE_COMPILE_CACHE: temporaryFolder('compiled') };

/** The command line as a child process, which sees nothing of this machine but Node and git. */
function assay(cwd: string, args: readonly string[], env: Record<string, string> = {}): Promise<RunResult> {
  const home = join(temporaryFolder('home'));
  return run(process.execPath, [main, ...args], {
    cwd,
    env: { ...environment, HOME: home, ...env },
    mayFail: true,
  });
}

async function repository(files: Record<string, string>): Promise<string> {
  const made = await temporaryRepository();
  await made.commit('first', { '.gitignore': '.assay\n', ...files });
  return made.path;
}

const contract = (gate: string) => ({
  'assay.yml': `assay: 1\nmodel: m1\nevaluate: {metrics-file: m.json}\ngate: {${gate}}\n`,
  'm.json': '{"acc": 0.5}',
});
const rule = (limit: number) => `rules: [{metric: acc, at-least: ${limit}, evidence: point}]`;

test.each([
  ['pass', 0, rule(0.5)],
  ['fail', 1, rule(0.6)],
  ['inconclusive that may be', 0, 'rules: []'],
  ['inconclusive that is to fail', 3, 'rules: [], on-inconclusive: fail'],
])('%s: exit %i', async (_, exit, gate) => {
  const { exitCode, stdout, stderr } = await assay(await repository(contract(gate)), ['run']);
  expect(exitCode, stderr).toBe(exit);
  expect(stdout).toContain('m1');
});

test('--json: one document on standard output, and nothing else there', async () => {
  const yml = 'assay: 1\nmodel: m1\ntrain: {command: "echo on stdout; echo on stderr >&2", outputs: []}\n';
  const root = await repository({ 'assay.yml': yml, 'm.json': '{"acc": 1}', 'd.csv': 'x\n1\n' });
  for (const [args, key] of [
    [['train'], 'outcome'],
    [['run'], 'training'],
    [['evaluate', '--metrics-file', 'm.json'], 'comparisons'],
    [['gate'], 'verdict'],
    [['report'], 'made-by'],
    [['validate-data', '--data', 'd.csv'], 'findings'],
    [['validate-data', '--infer', '--data', 'd.csv'], 'notes'],
  ] as const) {
    const { stdout, stderr } = await assay(root, [...args, '--json']);
    expect(JSON.parse(stdout), `${args} ${stderr}`).toHaveProperty(key);
    if (args[0] === 'train')
      expect(stderr).toMatch(/on stdout\n(.|\n)*on stderr\n|on stderr\n(.|\n)*on stdout\n/);
  }
  const plain = await assay(root, ['train']);
  expect(plain.stdout).toContain('on stdout\n');
  expect(plain.stdout).not.toContain('on stderr');
});

test('--json and a mistake: the mistake is the document', async () => {
  const { exitCode, stdout, stderr } = await assay(await repository({}), ['gate', '--json']);
  expect(exitCode).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'record-missing', fix: expect.any(String) } });
  expect(stderr).toMatch(/^error: there is no run record/m);
});

test.each([
  [['evaluate', '--predictoins', 'x'], 'unknown-option', 'did you mean --predictions?'],
  [['evaluate', '--no-such'], 'unknown-option', 'assay evaluate --help'],
  [['evaluate', 'p.csv'], 'excess-arguments', 'assay evaluate --help'],
  [['gate', '--policy'], 'option-missing-argument', 'assay gate --help'],
  [['validate'], 'unknown-command', 'did you mean "validate-data"?'],
  [['evaluate', '--task', 'binery', '--predictions', 'p.csv'], 'input-invalid', 'change this input'],
])('wrong use %j with --json is a document too: %s', async (args, code, fix) => {
  // Before an option that lacks its value, which would take it for that.
  const [verb = '', ...options] = args;
  const { exitCode, stdout, stderr } = await assay(await repository({}), [verb, '--json', ...options]);
  expect(exitCode).toBe(2);
  const { error } = JSON.parse(stdout);
  expect(error).toEqual({ code, message: expect.any(String), fix: expect.stringContaining(fix) });
  expect(stderr).toContain(`error: ${error.message}\n`);
});

test.each([
  [['help', 'no-such', '--json'], { code: 'unknown-command', message: 'there is no such command' }],
  [['--no-such', '--json'], { code: 'unknown-option', message: "unknown option '--no-such'" }],
])('wrong use %j before a verb points to the help of all', async (args, error) => {
  const { exitCode, stdout } = await assay(await repository({}), args);
  expect(exitCode).toBe(2);
  expect(JSON.parse(stdout)).toEqual({ error: { ...error, fix: '`assay --help` tells what there is' } });
});

test.each([
  [['evaluate', '--predictoins', 'x'], '--predictions'],
  [['evalute'], 'did you mean "evaluate"?'],
  [['validate'], 'did you mean "validate-data"?'],
  [['deplyo'], 'did you mean "deploy"?'],
  [['no-such-verb'], 'write one of: '],
  [['evaluate', '--task', 'binery', '--predictions', 'p.csv'], '"binery" is not one of binary'],
  [['evaluate', '--predictions'], 'argument missing'],
  [['evaluate', 'p.csv'], 'too many arguments'],
  [['evaluate', '--replicates', 'many'], '"many" is not a number'],
  [['evaluate'], 'give the input'],
  [['gate', '--policy', 'none.yml'], 'none.yml'],
  [[], 'Usage: assay'],
])('wrong use %j: exit 2, and %s', async (args, shown) => {
  const { exitCode, stdout, stderr } = await assay(await repository({}), args);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(shown);
  expect(stderr).not.toContain('    at ');
  expect(stdout).toBe('');
});

test('a mistake in assay.yml is shown as a compiler would', async () => {
  const { exitCode, stderr } = await assay(await repository(contract('rulles: []')), ['gate']);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('assay.yml:4:8  unknown key "rulles"');
  expect(stderr).toMatch(/ {5}4 \| gate: \{rulles: \[\]\}\n +\| {8}\^{6} did you mean "rules"\?/);
});

test('--help names every verb and option; --version is the package’s', async () => {
  const folder = temporaryFolder();
  const help = await assay(folder, ['--help']);
  expect(help.exitCode).toBe(0);
  for (const verb of ['validate-data', 'train', 'evaluate', 'gate', 'report', 'run'])
    expect(help.stdout).toContain(verb);
  const evaluate = await assay(folder, ['evaluate', '--help']);
  expect(evaluate.exitCode).toBe(0);
  expect(evaluate.stdout).toContain('--metrics-file <value>');
  expect((await assay(folder, ['report', '--help'])).stdout).toContain('--comment [true|false]');
  const manifest = JSON.parse(readFileSync(join(main, '../../package.json'), 'utf8'));
  expect(await assay(folder, ['--version'])).toMatchObject({ exitCode: 0, stdout: `${manifest.version}\n` });
});

test('an option that is repeated, or has several values, is a list', async () => {
  const root = await repository({ 'p.csv': 'label,p,a,b\n1,0.9,x,y\n0,0.1,x,y\n' });
  const common = [
    'evaluate',
    '--predictions',
    'p.csv',
    '--task',
    'binary',
    '--label',
    'label',
    '--score',
    'p',
    '--json',
  ];
  for (const slices of [
    ['--slice', 'a', '--slice', 'low: p < 0.5'],
    ['--slice', 'a', 'low: p < 0.5'],
  ]) {
    const { stdout, stderr } = await assay(root, [...common, ...slices]);
    expect(stderr).not.toContain('error');
    expect(JSON.parse(stdout).slices.map(({ slice }: { slice: string }) => slice)).toEqual(['a=x', 'low']);
  }
});

test('outside a repository: what needs none works, and says what it lacks', async () => {
  const folder = temporaryFolder('outside');
  mkdirSync(join(folder, 'sub'));
  const yml = contract(rule(0.4));
  for (const [name, text] of Object.entries(yml)) {
    writeFileSync(join(folder, name), text);
  }
  const { exitCode, stderr, stdout } = await assay(folder, ['run']);
  expect(exitCode, stderr).toBe(0);
  expect(stderr).toContain('no baseline');
  expect(stdout).toContain('pass');
  expect(await assay(folder, ['run', '--record-base'])).toMatchObject({ exitCode: 2 });
  expect(existsSync(join(folder, '.assay/report.html'))).toBe(true);
});

test('a mistake is told at once, however large the file whose digest was begun', async () => {
  const root = await repository({});
  writeFileSync(join(root, 'd.parquet'), '');
  // Of zeros that no disk holds, and whose digest takes hours.
  truncateSync(join(root, 'd.parquet'), 10 ** 13);
  const { exitCode, stderr } = await assay(root, ['validate-data', '--data', 'd.parquet']);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('d.parquet');
});

test('a branch is compared with where it left the default branch', async () => {
  const made = await temporaryRepository();
  const first = await made.commit('first', { '.gitignore': '.assay\n', ...contract(rule(0.4)) });
  expect(await assay(made.path, ['run', '--record-base'])).toMatchObject({ exitCode: 0 });
  await made.switch('better');
  await made.commit('on the way');
  await made.commit('better', { 'm.json': '{"acc": 0.75}' });
  const { stdout } = await assay(made.path, ['evaluate', '--json']);
  const [comparison] = JSON.parse(stdout).comparisons;
  expect(comparison).toMatchObject({ commit: first, behind: 0, metrics: [{ metric: 'acc', value: 0.25 }] });
});

test('what is not committed yet is compared with the commit', async () => {
  const made = await temporaryRepository();
  await made.commit('earlier');
  const commit = await made.commit('last', { '.gitignore': '.assay\n', ...contract(rule(0.4)) });
  expect(await assay(made.path, ['run', '--record-base'])).toMatchObject({ exitCode: 0 });
  writeFileSync(join(made.path, 'm.json'), '{"acc": 0.25}');
  const { stdout } = await assay(made.path, ['evaluate', '--json']);
  expect(JSON.parse(stdout).comparisons[0]).toMatchObject({ commit, metrics: [{ value: -0.25 }] });
});

test('no colour where it is not wanted', async () => {
  const root = await repository(contract(rule(0.6)));
  const csi = '\u001b[';
  const plain = await assay(root, ['run'], { NO_COLOR: '1' });
  expect(plain.stdout + plain.stderr).not.toContain(csi);
  expect((await assay(root, ['nope'], { NO_COLOR: '1' })).stderr).not.toContain(csi);
  // The child's outputs are pipes, which get colour only when it is forced; NO_COLOR is then the weaker of the two.
  const forced = await assay(root, ['evaluate', '--metrics-file', 'none.json'], { FORCE_COLOR: '1' });
  expect(forced.stderr).toContain(csi);
});

test('a reader that has seen enough is no bug', async () => {
  const root = await repository(contract(rule(0.6)));
  const options = { cwd: root, env: { ...environment, HOME: temporaryFolder('home') } };
  const child = spawn(process.execPath, [main, 'run'], options);
  child.stdout.destroy();
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const [code] = await once(child, 'close');
  expect([code, said]).toEqual([1, expect.not.stringContaining('EPIPE')]);
});

test('one of a thing is not several', async () => {
  const root = await repository({
    ...contract(rule(0.6)),
    'd.csv': 'x\n1\n',
    'c.yml': 'assay-data: 1\ncolumns: {y: {type: string}}\nextra-columns: allow\n',
  });
  const outputs = [
    await assay(root, ['run']),
    await assay(root, ['gate']),
    await assay(root, ['validate-data', '--data', 'd.csv', '--contract', 'c.yml']),
    await assay(root, ['validate-data', '--infer', '--data', 'd.csv', '--out', 'new.yml']),
  ];
  const said = outputs.map(({ stdout, stderr }) => stdout + stderr).join('');
  expect(said).toContain('1 finding');
  expect(
    said.match(
      /(?<![\d.,])1 (rows|rules|metrics|slices|findings|columns|checks|warnings|files|commits|problems)\b/g,
    ),
  ).toBeNull();
});

/** Starts the command line, and presses Ctrl-C when the moment is there. */
async function interrupted(root: string, args: readonly string[], moment: Promise<unknown>) {
  const child = spawn(process.execPath, [main, ...args], {
    cwd: root,
    env: environment,
    stdio: 'ignore',
  });
  const exited = once(child, 'exit');
  await Promise.race([moment, exited]);
  child.kill('SIGINT');
  const [code, signal] = await exited;
  return { code, signal };
}

test.each([['check-drift'], ['history']])('Ctrl-C ends %s at once, and nothing is written', async (verb) => {
  const drift = 'drift: {daily: {current: d.csv, reference: d.csv}}';
  const root = await repository({ 'assay.yml': `assay: 1\nmodel: m1\n${drift}\n`, 'd.csv': 'x\n1\n' });
  // A remote that never answers.
  const remote = createServer().listen(0, '127.0.0.1');
  const asked = once(remote, 'connection');
  await once(remote, 'listening');
  const { port } = remote.address() as AddressInfo;
  await run('git', ['remote', 'add', 'origin', `http://127.0.0.1:${port}/m1`], {
    cwd: root,
    env: environment,
  });
  expect(await interrupted(root, [verb], asked)).toEqual({ code: null, signal: 'SIGINT' });
  expect(existsSync(join(root, '.assay/drift.json'))).toBe(false);
  remote.close();
  const [socket] = await asked;
  socket.destroy();
});

test('Ctrl-C stops a training, which is recorded as cut off', async () => {
  const yml = 'assay: 1\nmodel: m1\ntrain: {command: "touch started; sleep 60", outputs: []}\n';
  const root = await repository({ 'assay.yml': yml });
  const started = async () => {
    while (!existsSync(join(root, 'started'))) await delay(50);
  };
  expect(await interrupted(root, ['train'], started())).toEqual({ code: 1, signal: null });
  const record = JSON.parse(readFileSync(join(root, '.assay/run.json'), 'utf8'));
  expect(record.training.outcome).toBe('cut-off');
});

test('what a name would do to the terminal is shown, and not done; a file in the place of a folder is no bug', async () => {
  const root = await repository({ 'd.csv': '"\u001b]0;x\u0007",b\n1,2\n' });
  const check = (...more: string[]) => assay(root, ['check-drift', '--reference', 'd.csv', ...more]);
  const hostile = await check('--current', 'd.csv', '--columns', 'another');
  expect(hostile).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('\\u{1b}]0;x\\u{7}, b\n') });
  const refused = await check('--save-profile', 'd.csv/profile.json');
  expect(refused).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(/d\.csv\/profile\.json cannot be used: E/),
  });
});

test('in a step of a job no name of the user’s data is a command of the runner, on either stream; in a file it stays', async () => {
  const files = {
    'a.csv': '::error::pwn,##[error]x\na,1\n',
    'c.yml':
      'assay-data: 1\ncolumns: {"::error::pwn": {type: string, allowed: [b]}, "##[error]x": {type: integer, range: {min: 5}}}\n',
  };
  const root = await repository(files);
  const check = ['validate-data', '--data', 'a.csv', '--contract', 'c.yml'];
  const isCommand = (line: string) => /^\s*::/.test(line) || line.includes('##[');
  for (const args of [check, [...check, '--json'], ['validate-data', '--infer', '--data', 'a.csv']]) {
    const { stdout, stderr } = await assay(root, args, { GITHUB_ACTIONS: 'true' });
    expect(stdout).toContain('error');
    expect(`${stdout}\n${stderr}`.split('\n').filter(isCommand)).toEqual([]);
    if (args.includes('--json')) expect(JSON.parse(stdout).findings[1].column).toBe('##[error]x');
  }
  expect((await assay(root, check)).stdout).toMatch(/^::error::pwn/m);
});
