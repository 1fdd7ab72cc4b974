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

test('a rule on a metric of a metrics file needs point evidence', async () => {
  const yml = (rule: string) =>
    `assay: 1\nmodel: m1\nevaluate: {metrics-file: m.json}\ngate: {rules: [${rule}]}\n`;
  const refused = await project({
    'assay.yml': yml('{metric: acc, at-least: 0.9}'),
    'm.json': '{"acc": 0.8}',
  });
  await expect(refused.run('evaluate')).rejects.toMatchObject({ code: 'contract-invalid' });
  const taken = await project({
    'assay.yml': yml('{metric: acc, at-least: 0.9, evidence: point}'),
    'm.json': '{"acc": 0.8}',
  });
  expect(await taken.run('run')).toMatchObject({ exit: 1 });
});
