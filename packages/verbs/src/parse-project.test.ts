import { expect, test } from 'vitest';
import { fullProject, project } from './testing/project.ts';

const withGate = (rules: string) => {
  const files = fullProject();
  const yml = (files['assay.yml'] ?? '').replace(/\ngate:[\s\S]*$/, '');
  return { ...files, 'assay.yml': `${yml}\ngate:\n  rules: [${rules}]\n` };
};

test.each([
  ['{metric: mcc, at-least: 0.8}', 'unknown-metric', 'the metric "mcc" is not computed'],
  ['{metric: roc_acu, at-least: 0.8}', 'unknown-metric', 'the metric "roc_acu" is not computed'],
  ['{metric: train.seconds, at-most: 9}', 'contract-invalid', 'train.seconds has no interval'],
])('rule %s is refused before anything is trained, at its place', async (rule, code, message) => {
  const { run } = await project(withGate(rule));
  await expect(run('train')).rejects.toMatchObject({
    code,
    message: expect.stringMatching(new RegExp(`^assay\\.yml:\\d+:\\d+  ${message}$`)),
  });
});

test.each([
  ['mcc', /\^{3} add it to evaluate\.metrics, or write one of: roc_auc, /],
  ['roc_acu', /\^{7} did you mean "roc_auc"\? Or add it to evaluate\.metrics$/],
])('a rule about %s says what to write', async (metric, fix) => {
  const { run } = await project(withGate(`{metric: ${metric}, at-least: 0.8}`));
  await expect(run('train')).rejects.toMatchObject({ fix: expect.stringMatching(fix) });
});

test('a rule on a bare number of a metrics file is not settled without point evidence', async () => {
  const exitOf = async (rule: string) => {
    const yml = `assay: 1\nmodel: m1\nevaluate: {metrics-file: m.json}\ngate: {on-inconclusive: fail, rules: [${rule}]}\n`;
    return (await (await project({ 'assay.yml': yml, 'm.json': '{"acc": 0.8}' })).run('run')).exit;
  };
  expect(await exitOf('{metric: acc, at-least: 0.9}')).toBe(3);
  expect(await exitOf('{metric: acc, at-least: 0.9, evidence: point}')).toBe(1);
  expect(await exitOf('{metric: acc, at-least: 0.7, evidence: point}')).toBe(0);
});
