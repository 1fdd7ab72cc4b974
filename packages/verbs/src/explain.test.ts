import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fullProject, project } from './testing/project.ts';

async function judged(gate = '') {
  const made = await project(fullProject(0.5, gate));
  for (const verb of ['train', 'evaluate', 'gate']) await made.run(verb);
  return made;
}

test('each rule is told with its arithmetic, and the record stays as it is', async () => {
  const made = await judged('    - {metric: roc_auc, at-least: 0.999}\n');
  const before = made.record();
  const result = await made.run('explain');
  const verdict = before.verdict;
  expect(result).toMatchObject({
    exit: 0,
    document: { verdict: verdict?.outcome, why: verdict?.why, looks: null },
  });
  const { rules } = result.document as { rules: { verdict: string; words: string[]; bound: unknown }[] };
  expect(rules.map((rule) => rule.verdict)).toEqual(verdict?.rules.map((rule) => rule.verdict));
  expect(rules[0]).toMatchObject({ bound: { sense: 'at-least', number: 0.6 } });
  expect(rules[0]?.words.join('\n')).toMatch(
    /passes where even the worse end keeps that: 0\.\d+ ≥ 0\.6\d*: yes/,
  );
  expect(result.message).toContain('no baseline yet to compare with');
  expect(made.record()).toEqual(before);
});

test('one metric, one slice; what no rule is on is a mistake', async () => {
  const made = await judged('    - {metric: roc_auc, at-least: 0.5, slice: parity}\n');
  const of = async (inputs: Record<string, string>) =>
    ((await made.run('explain', inputs)).document as { rules: { slice: string }[] }).rules.map(
      ({ slice }) => slice,
    );
  expect(await of({ metric: 'roc_auc' })).toEqual([null, null, 'parity=even', 'parity=odd']);
  expect(await of({ slice: 'parity=odd' })).toEqual(['parity=odd']);
  await expect(made.run('explain', { metric: 'f1' })).rejects.toMatchObject({
    code: 'no-such-rule',
    fix: 'there are: roc_auc',
  });
  await expect(made.run('explain', { metric: 'roc_acu', slice: 'parity=odd' })).rejects.toMatchObject({
    message: 'no rule of the policy is on roc_acu, parity=odd',
    fix: 'did you mean "roc_auc"?',
  });
  await expect(made.run('explain', { metric: 'roc_auc', slice: 'parity=od' })).rejects.toMatchObject({
    fix: 'did you mean "parity=odd"?',
  });
});

test('a record that was judged under another policy is judged anew, and that is said', async () => {
  const made = await judged();
  const { 'assay.yml': yml = '' } = fullProject(0.5, '    - {metric: roc_auc, at-least: 1.5}\n');
  writeFileSync(`${made.repository.path}/assay.yml`, yml);
  expect(await made.run('explain')).toMatchObject({ document: { verdict: 'fail' } });
  expect(made.told.join()).toContain('judged under another policy, and was pass');
});
