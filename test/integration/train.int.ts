import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { openRelease, type Release, readText } from './scene/release.ts';
import { tinyModel } from './scene/tiny-model.ts';
import { workspace } from './scene/workspace.ts';

let release: Release;
beforeAll(async () => {
  release = await openRelease();
});

/** Says that it has begun, and three seconds later that nobody stopped it. */
const LATE = `import { writeFileSync } from 'node:fs';
writeFileSync('begun', '');
setTimeout(() => writeFileSync('late', ''), 3000);
`;

const recordOf = (folder: string) => JSON.parse(readText(folder, '.assay/run.json'));

describe('train alone', () => {
  it('runs the command, and says what went in and came out', async () => {
    const folder = await workspace(tinyModel(1, { 'assay.yml': null }));
    const inputs = {
      // Long enough for its memory to be measured.
      command: 'node train.mjs && node -e "setTimeout(() => {}, 500)"',
      inputs: 'train.mjs\nparams.json',
      params: 'params.json',
      outputs: 'model',
      'metrics-file': 'metrics.json',
      seed: '7',
    };
    const result = await release.run('train', { workspace: folder, inputs });
    expect(result).toMatchObject({ exitCode: 0, annotations: [], problems: [] });
    expect(result.outputs).toMatchObject({ outcome: 'trained', record: '.assay/run.json' });
    expect(result.outputs['model-digest']).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(Number(result.outputs['peak-memory-mb'])).toBeGreaterThan(1);
    expect(result.stdout).toContain('trained with noise 1');
    expect(result.summary).toContain('node train.mjs');
    expect(recordOf(folder)).toMatchObject({
      training: { outcome: 'trained', seed: 7, params: { noise: 1 }, metrics: { loss: 0.1 } },
      artifact: { files: 1, digest: result.outputs['model-digest'] },
    });
  });

  it('gives the seed to the command', async () => {
    const folder = await workspace({ 'a.txt': 'a' });
    const inputs = { command: 'echo "seed is $ASSAY_SEED"', seed: '41' };
    expect((await release.run('train', { workspace: folder, inputs })).stdout).toContain('seed is 41');
  });

  it('fails with the command, and keeps its record', async () => {
    const folder = await workspace({ 'a.txt': 'a' });
    const result = await release.run('train', {
      workspace: folder,
      inputs: { command: 'echo no luck; exit 3' },
    });
    expect(result).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', 'model-digest': '' } });
    expect(result.annotations[0]).toMatchObject({
      level: 'error',
      message: expect.stringContaining('exit code 3'),
    });
    expect(result.stdout).toContain('no luck');
    expect(recordOf(folder)).toMatchObject({ training: { outcome: 'failed', exit: 3 } });
  });

  it('stops the command and all that it started at the time limit', async () => {
    const folder = await workspace({ 'late.mjs': LATE });
    const inputs = { command: 'node late.mjs & wait', timeout: '1s' };
    const result = await release.run('train', { workspace: folder, inputs });
    expect(result).toMatchObject({ exitCode: 1, outputs: { outcome: 'cut-off' } });
    await pause(3_500);
    expect(existsSync(join(folder, 'late'))).toBe(false);
  });

  it('stops the command where the job is cancelled', async () => {
    const folder = await workspace({ 'late.mjs': LATE });
    const step = release.start('train', { workspace: folder, inputs: { command: 'node late.mjs & wait' } });
    await vi.waitUntil(() => existsSync(join(folder, 'begun')), { timeout: 20_000 });
    step.kill('SIGINT');
    const result = await step.result;
    expect(result).toMatchObject({ exitCode: 1, timedOut: false, outputs: { outcome: 'cut-off' } });
    await pause(3_500);
    expect(existsSync(join(folder, 'late'))).toBe(false);
  });

  it.each([
    { name: 'a program that is not there', given: { command: 'no-such-program' }, says: /no-such-program/ },
    {
      name: 'an output that was not written',
      given: { command: 'true', outputs: 'model.bin' },
      says: /model\.bin/,
    },
    { name: 'an input that is not there', given: { command: 'true', inputs: 'gone.csv' }, says: /gone\.csv/ },
    {
      name: 'an output outside of the repository',
      given: { command: 'true', outputs: '../x' },
      says: /\.\.\/x/,
    },
    { name: 'a time limit that is none', given: { command: 'true', timeout: 'soon' }, says: /90s, 30m, 2h/ },
    { name: 'no command', given: {}, says: /"command"/ },
  ])('refuses $name', async ({ given, says }) => {
    const folder = await workspace({ 'a.txt': 'a' });
    const result = await release.run('train', { workspace: folder, inputs: given as Record<string, string> });
    expect(result.exitCode).toBe(1);
    expect(result.annotations.at(-1)?.message).toMatch(says);
    expect(result.unmasked).not.toMatch(/^ {4}at /m);
  });
});

describe('train with the contract', () => {
  it('takes everything from it, and an input over it', async () => {
    const folder = await workspace(tinyModel(1));
    const result = await release.run('train', { workspace: folder, inputs: { seed: '5' } });
    expect(result).toMatchObject({ exitCode: 0, outputs: { outcome: 'trained' }, summary: '' });
    expect(recordOf(folder)).toMatchObject({
      model: 'tiny',
      training: { seed: 5, command: 'node train.mjs' },
    });
  });

  it('has the same digest for the same model, and another for another', async () => {
    const digests: (string | undefined)[] = [];
    for (const noise of [1, 1, 2]) {
      const folder = await workspace(tinyModel(noise));
      digests.push((await release.run('train', { workspace: folder })).outputs['model-digest']);
    }
    expect(digests[0]).toBe(digests[1]);
    expect(digests[0]).not.toBe(digests[2]);
  });
});
