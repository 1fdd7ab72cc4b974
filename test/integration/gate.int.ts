import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { renderGfm } from '../harness/index.ts';
import { openRelease, type Release, readText } from './scene/release.ts';
import { workspace } from './scene/workspace.ts';

let release: Release;
let folder: string;
beforeAll(async () => {
  release = await openRelease();
  // Twenty rows that the score tells apart but for one: a ROC AUC of 0.99, with a wide interval.
  const rows = Array.from({ length: 20 }, (_, id) => `${id},${id < 10 ? 0 : 1},${id === 9 ? 0.55 : id / 20}`);
  folder = await workspace({ 'p.csv': `id,label,score\n${rows.join('\n')}\n` });
  const inputs = {
    predictions: 'p.csv',
    task: 'binary',
    id: 'id',
    label: 'label',
    score: 'score',
    metrics: 'roc_auc',
  };
  await release.run('evaluate', { workspace: folder, inputs });
});
beforeEach(() => {
  for (const file of ['assay.yml', 'policy.yml']) rmSync(join(folder, file), { force: true });
});

const judged = (rules: string, more = '') => {
  writeFileSync(join(folder, 'policy.yml'), `assay: 1\nrules: ${rules}\n${more}`);
  return release.run('gate', { workspace: folder, inputs: { policy: 'policy.yml' } });
};

describe('gate alone', () => {
  it('passes what keeps its rules', async () => {
    const result = await judged('[{metric: roc_auc, at-least: 0.6}]');
    expect(result).toMatchObject({
      exitCode: 0,
      outputs: { verdict: 'pass', record: '.assay/run.json' },
      problems: [],
    });
    expect(result.outputs['why']).not.toBe('');
    expect(result.summary).toContain('✅');
    expect(JSON.parse(readText(folder, '.assay/run.json'))).toMatchObject({ verdict: { outcome: 'pass' } });
  });

  it('fails what breaks one, with an annotation for each', async () => {
    const result = await judged('[{metric: roc_auc, at-most: 0.5}, {metric: roc_auc, at-least: 0.6}]');
    expect(result).toMatchObject({ exitCode: 1, outcome: 'failure', outputs: { verdict: 'fail' } });
    const errors = result.annotations.filter(({ level }) => level === 'error');
    expect(errors[0]).toMatchObject({ title: expect.stringContaining('roc_auc ≤ 0.5') });
    expect(renderGfm(result.summary).rows.flat()).toContain('❌');
  });

  it('is inconclusive where the interval holds the limit, and fails only where the policy says so', async () => {
    const rule = '[{metric: roc_auc, at-least: 0.985}]';
    const warned = await judged(rule);
    expect(warned).toMatchObject({ exitCode: 0, outputs: { verdict: 'inconclusive' } });
    expect(warned.annotations.map(({ level }) => level)).toContain('warning');
    expect(await judged(rule, 'on-inconclusive: fail\n')).toMatchObject({
      exitCode: 1,
      outputs: { verdict: 'inconclusive' },
    });
  });

  it('lets a warning pass, and shows it', async () => {
    const result = await judged(
      '[{metric: roc_auc, at-least: 0.6}, {metric: roc_auc, at-most: 0.5, severity: warn}]',
    );
    expect(result).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } });
    expect(result.annotations.map(({ level }) => level)).toContain('warning');
  });

  it('honours a waiver until its day', async () => {
    const rule = '[{metric: roc_auc, at-most: 0.5}]';
    const waiver = (until: string) =>
      `waivers: [{metric: roc_auc, reason: "known, issue 41", until: ${until}}]\n`;
    const waived = await judged(rule, waiver('2999-01-01'));
    expect(waived).toMatchObject({ exitCode: 0 });
    expect(waived.summary).toContain('issue 41');
    expect(await judged(rule, waiver('2000-01-01'))).toMatchObject({
      exitCode: 1,
      outputs: { verdict: 'fail' },
    });
  });

  it('takes the rules of a whole contract too', async () => {
    writeFileSync(
      join(folder, 'policy.yml'),
      'assay: 1\nmodel: model\ngate: {rules: [{metric: roc_auc, at-most: 0.5}]}\n',
    );
    const result = await release.run('gate', { workspace: folder, inputs: { policy: 'policy.yml' } });
    expect(result).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail' } });
  });

  it('says that a metric of a rule was not measured', async () => {
    const result = await judged('[{metric: f1, at-least: 0.5}]');
    expect(result.outputs['verdict']).not.toBe('pass');
    expect(result.annotations.map(({ message }) => message).join()).toMatch(/f1|not measured|missing/);
  });

  it.each([
    { name: 'a policy that is not there', inputs: { policy: 'gone.yml' }, says: /gone\.yml/ },
    {
      name: 'a record that is not there',
      inputs: { record: 'gone.json' },
      says: /no run record at gone\.json.*"evaluate"/s,
    },
  ])('refuses $name', async ({ inputs, says }) => {
    const result = await release.run('gate', { workspace: folder, inputs: inputs as Record<string, string> });
    expect(result.exitCode).toBe(1);
    expect(result.annotations.at(-1)?.message).toMatch(says);
  });

  it('points at a rule that makes no sense', async () => {
    const result = await judged('[{metric: roc_auc}]');
    expect(result.exitCode).toBe(1);
    expect(result.annotations.at(-1)?.message).toMatch(/policy\.yml:2:\d+ .*exactly one of: at-least/s);
  });
});

describe('gate with the contract', () => {
  it('holds the record against it, and leaves the summary to the report', async () => {
    writeFileSync(
      join(folder, 'assay.yml'),
      'assay: 1\nmodel: model\ngate: {rules: [{metric: roc_auc, at-least: 0.6}]}\n',
    );
    expect(await release.run('gate', { workspace: folder })).toMatchObject({
      exitCode: 0,
      outputs: { verdict: 'pass' },
      summary: '',
    });
  });
});
