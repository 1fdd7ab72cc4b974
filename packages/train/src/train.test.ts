import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digestBytes, digestPaths, digestValue } from '@assay/contract';
import { temporaryFiles } from '@assay/test';
import { expect, test } from 'vitest';
import { trainIn } from './testing/train-in.ts';

test('a whole training: what went in, how it went, what came out', async () => {
  const program =
    'import json, os\nseed = int(os.environ["ASSAY_SEED"])\nos.makedirs("model", exist_ok=True)\nopen("model/w.bin", "wb").write(bytes([seed] * 10))\njson.dump({"test": {"auc": 0.9}}, open("metrics.json", "w"))\nprint("seed", seed)';
  const root = await temporaryFiles({ 'train.py': program, 'params.yaml': 'lr: 0.1', 'uv.lock': 'x' });
  let said = '';
  const { training, artifact, notes } = await trainIn(
    root,
    {
      command: 'python3 train.py',
      inputs: ['*.py', 'params.yaml'],
      params: 'params.yaml',
      outputs: ['./model/'],
      'metrics-file': 'metrics.json',
      seed: 7,
    },
    {
      output: (chunk) => {
        said += chunk.toString();
      },
      clock: () => new Date('2026-11-02T10:00:00Z'),
    },
  );
  expect(said).toBe('seed 7\n');
  expect(notes).toEqual([]);
  const inputs = { 'params.yaml': digestBytes('lr: 0.1'), 'train.py': digestBytes(program) };
  expect(training).toEqual({
    command: 'python3 train.py',
    outcome: 'trained',
    exit: 0,
    started: '2026-11-02T10:00:00.000Z',
    seconds: expect.any(Number),
    'peak-memory-mb': expect.any(Number),
    seed: 7,
    fingerprint: digestValue({
      command: 'python3 train.py',
      inputs,
      params: { lr: 0.1 },
      environment: training.environment,
      seed: 7,
    }),
    inputs,
    params: { lr: 0.1 },
    environment: { python3: expect.any(String), 'uv.lock': digestBytes('x') },
    metrics: { 'test.auc': 0.9 },
  });
  expect(artifact).toEqual({ ...(await digestPaths(root, ['model'])), paths: ['model'] });
  expect(artifact).toMatchObject({ files: 1, bytes: 10 });
});

test('a failing command is a result: no artifact, no metrics', async () => {
  const root = await temporaryFiles();
  const { training, artifact } = await trainIn(root, {
    command: 'echo x > m.bin; echo "{}" > m.json; exit 4',
    outputs: ['m.bin'],
    'metrics-file': 'm.json',
  });
  expect(training).toMatchObject({ outcome: 'failed', exit: 4, metrics: {} });
  expect(artifact).toBeUndefined();
});

test('the time limit and a signal cut a training off', async () => {
  const root = await temporaryFiles();
  const late = await trainIn(root, { command: 'touch m; sleep 60', timeout: '1s', outputs: ['m'] });
  expect(late.training).toMatchObject({ outcome: 'cut-off', exit: null });
  expect(late.training.seconds).toBeGreaterThan(0.9);
  // Long before its end, however busy the machine is.
  expect(late.training.seconds).toBeLessThan(50);
  expect(late.artifact).toBeUndefined();
  const killed = await trainIn(root, { command: 'kill -KILL $$' });
  expect(killed.training).toMatchObject({ outcome: 'cut-off', exit: null });
  expect(killed.notes).toEqual([expect.stringContaining('SIGKILL')]);
  const aborted = await trainIn(root, { command: 'touch never' }, { signal: AbortSignal.abort() });
  expect(aborted.training).toMatchObject({ outcome: 'cut-off', exit: null, 'peak-memory-mb': null });
});

test('a program that is not there is a mistake', async () => {
  const training = trainIn(await temporaryFiles(), { command: 'no-such-program --seed 1' });
  await expect(training).rejects.toMatchObject({ name: 'UserError', code: 'command-not-found' });
});

test('an output that is missing, empty, or left over from an earlier run is a mistake', async () => {
  const root = await temporaryFiles({ 'old.bin': 'x', 'old/w.bin': 'x', 'old.json': '{"auc": 0.9}' });
  const codeOf = (command: string, section: object) =>
    trainIn(root, { command, ...section }).then(
      () => 'trained',
      (error) => error.code,
    );
  expect(await codeOf('true', { outputs: ['new.bin'] })).toBe('output-missing');
  expect(await codeOf('mkdir -p empty', { outputs: ['empty'] })).toBe('output-missing');
  expect(await codeOf('rm -f new.bin; ln -s old.bin new.bin', { outputs: ['new.bin'] })).toBe('link-refused');
  expect(await codeOf('rm -rf l; mkdir l; ln -s /etc/hostname l/x', { outputs: ['l'] })).toBe('link-refused');
  const linked = 'mkdir real; echo x > real/w.bin; ln -s real linked';
  expect(await codeOf(linked, { outputs: ['linked/w.bin'] })).toBe('link-refused');
  expect(await codeOf('true', { 'metrics-file': 'new.json' })).toBe('output-missing');
  expect(await codeOf('cat old.bin', { outputs: ['old.bin'] })).toBe('output-stale');
  expect(await codeOf('cat old/w.bin', { outputs: ['old'] })).toBe('output-stale');
  expect(await codeOf('cat old.json', { 'metrics-file': 'old.json' })).toBe('output-stale');
  expect(await codeOf('printf x > old.bin', { outputs: ['old.bin'] })).toBe('trained');
  const sameTime = 'touch -r old.bin stamp; printf y > old.bin; touch -r stamp old.bin';
  expect(await codeOf(sameTime, { outputs: ['old.bin'] })).toBe('trained');
  expect(await codeOf('cp -p old/w.bin t; mv t old/w.bin', { outputs: ['old'] })).toBe('trained');
  expect(await codeOf('true', { outputs: ['../outside'] })).toBe('path-outside-root');
  expect(await codeOf('true', { outputs: ['.'] })).toBe('path-outside-root');
});

test('a file that an earlier run left in a written folder is told', async () => {
  const root = await temporaryFiles({ 'model/old.bin': 'x' });
  const { notes } = await trainIn(root, { command: 'echo y > model/new.bin', outputs: ['model'] });
  expect(notes).toEqual([expect.stringContaining('"model/old.bin" in "model"')]);
});

test('several outputs, whatever they are called', async () => {
  const names = ['-rf', 'a"b\'c', 'new\nline', 'ü 模型'];
  const root = await temporaryFiles({ 'names.json': JSON.stringify(names) });
  const command = `node -e 'for (const n of require("./names.json")) fs.writeFileSync(n, n)'`;
  const { artifact } = await trainIn(root, { command, outputs: names });
  expect(artifact).toEqual({ ...(await digestPaths(root, names)), paths: names.toSorted() });
  expect(artifact?.files).toBe(4);
});

test('an input that the command changes is told, and recorded as it was before', async () => {
  const root = await temporaryFiles({ 'data.csv': 'a' });
  const { training, notes } = await trainIn(root, { command: 'echo b >> data.csv', inputs: ['data.csv'] });
  expect(training.inputs).toEqual({ 'data.csv': digestBytes('a') });
  expect(notes).toEqual([expect.stringContaining('changed its own input "data.csv"')]);
});

test('no value of the environment is recorded', async () => {
  const root = await temporaryFiles();
  const environment = { ...process.env, SECRET: 'canary-5317' };
  const result = await trainIn(root, { command: 'printenv SECRET | grep -q 5317' }, { environment });
  expect(result.training.exit).toBe(0);
  expect(JSON.stringify(result)).not.toContain('canary');
});

test('the fingerprint changes with each of its parts, and with nothing else', async () => {
  const files = { 'in.txt': 'a', 'p.yaml': 'lr: 1', 'uv.lock': 'a', 'other.txt': 'a' };
  const section = { command: 'true', inputs: ['in.txt'], params: 'p.yaml', seed: 1 };
  const of = async (more: object = {}, changed: Record<string, string> = {}, environment = process.env) => {
    const root = await temporaryFiles({ ...files, ...changed });
    return (await trainIn(root, { ...section, ...more }, { environment, clock: () => new Date() })).training
      .fingerprint;
  };
  const base = await of();
  const parts = [
    await of({ command: 'true ' }),
    await of({ seed: 2 }),
    await of({ inputs: [] }),
    await of({}, { 'in.txt': 'b' }),
    await of({}, { 'p.yaml': 'lr: 2' }),
    await of({}, { 'uv.lock': 'b' }),
  ];
  expect(new Set([base, ...parts]).size).toBe(1 + parts.length);
  const others = [
    await of(),
    await of({}, { 'p.yaml': '# the same\n"lr": 1.0' }),
    await of({}, { 'other.txt': 'b' }),
    await of({ timeout: '5m', inputs: ['./in.txt', 'in.*'] }),
    await of({}, {}, { ...process.env, SECRET: 'x' }),
  ];
  expect(new Set([base, ...others]).size).toBe(1);
});

test('the command runs at the root', async () => {
  const root = await temporaryFiles();
  await trainIn(root, { command: 'pwd > where', outputs: ['where'] });
  expect(await readFile(join(root, 'where'), 'utf8')).toBe(`${root}\n`);
  await expect(trainIn(join(root, 'gone'), { command: 'true' })).rejects.toMatchObject({
    code: 'file-not-found',
  });
});
