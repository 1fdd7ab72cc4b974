import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Done } from './open-retraining-pr-done.ts';
import { DATE, modelForEach } from './testing/retraining-model.ts';
import { batch, CONTRACT, retrainingFiles } from './testing/retraining-project.ts';

const below = Object.entries(retrainingFiles).map(([name, text]) => [`sub/${name}`, text]);

const own = modelForEach(Object.fromEntries(below));
const { job, pulls, tip } = own;

describe('nothing to do', () => {
  test('no drift, and too little data: without a token', async () => {
    const made = await job();
    Object.assign(made.context, { github: null });
    for (const [outcome, expected] of [
      ['none', 'not-asked'],
      ['insufficient data', 'insufficient-data'],
    ] as const) {
      batch(made.root, DATE, { model: own.model, outcome });
      expect((await made.open()).outputs['outcome']).toBe(expected);
    }
  });

  test('main holds the changes already', async () => {
    const made = await job({}, (text) =>
      text.replace(/changes:[\s\S]*$/, "changes: [{file: params.yaml, key: until, value: '2026-10-01'}]\n"),
    );
    expect((await made.open()).outputs['outcome']).toBe('nothing-to-change');
    expect(await tip()).toBeUndefined();
  });
});

describe('a dry run', () => {
  test('shows body and diff, and writes nothing, not even to the clone', async () => {
    const made = await job();
    Object.assign(made.context, { github: null });
    const objects = await made.clone.git('count-objects');
    const { document, outputs } = await made.open({ 'dry-run': 'true' });
    expect(outputs).toMatchObject({ outcome: 'dry-run', 'pull-request': '' });
    const { why } = document as Done;
    expect(why).toContain('-until: 2026-10-01 # inclusive\n+until: 2026-11-02 # inclusive');
    expect(why).toContain('nothing was trained');
    // 300 rows are added: the file's diff begins, and the rest is counted. Nothing is markup, and nothing is opened.
    expect(why).toMatch(/data\/train\.csv +\| +300 \+/);
    expect(why).toMatch(/… and \d+ more lines/);
    expect(why.split('\n').length).toBeLessThan(120);
    expect(why).not.toMatch(/<sub>|<details>|\\_|&[a-z]+;|###/);
    expect(why).not.toContain('maintainer');
    expect(await made.clone.git('count-objects')).toBe(objects);
    expect(readFileSync(join(made.root, 'params.yaml'), 'utf8')).toContain('2026-10-01');
    expect([await tip(), await pulls()]).toEqual([undefined, []]);
  });

  test('a run at a terminal opens nothing else', async () => {
    const made = await job();
    Object.assign(made.context, { github: null });
    await expect(made.open()).rejects.toMatchObject({ code: 'github-missing' });
  });
});

test('a model in a folder of the repository: its files are changed there', async () => {
  const made = await own.scene.job();
  const root = join(made.root, 'sub');
  Object.assign(made.context, { root });
  writeFileSync(join(root, 'assay.yml'), CONTRACT.replace('model: parity', `model: ${own.model}`));
  batch(root, DATE, { model: own.model });
  expect((await made.open()).outputs['outcome']).toBe('opened');
  expect(await own.scene.changed(own.branch)).toEqual(['sub/data/train.csv', 'sub/params.yaml']);
});

test('every request was one that GitHub takes', () => {
  const odd = own.scene.server.violations.filter(({ path }) => path !== '/graphql');
  expect(odd).toEqual([]);
});
