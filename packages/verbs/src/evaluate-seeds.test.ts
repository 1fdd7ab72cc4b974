import { expect, test } from 'vitest';
import { fullProject, inRepository, project } from './testing/project.ts';

/** Both versions of a model, each trained with three seeds; the second is a little better. */
test('two trainings with seeds are compared over rows and over seeds', async () => {
  const files = (skill: number) => {
    const of = fullProject(skill);
    return { ...of, 'assay.yml': of['assay.yml']?.replace('seed: 3', 'seeds: [3, 14, 15]') ?? '' };
  };
  const { repository, run, record } = await project(files(0.2));
  await run('run', { 'record-base': 'true' });
  const first = record().evaluation;
  const before = first?.seeds?.metrics.find(({ metric }) => metric === 'roc_auc');
  const base = await repository.sha();
  await repository.commit('better', files(0.22));
  const next = await inRepository(repository, { base, branch: 'better' });
  await next.run('train');
  await next.run('evaluate');
  const { evaluation, comparisons } = next.record();
  const now = evaluation?.seeds?.metrics.find(({ metric }) => metric === 'roc_auc');
  const changes = comparisons?.find((each) => each.with === 'base')?.metrics ?? [];
  const change = changes.find(({ metric, slice }) => metric === 'roc_auc' && slice === null);
  expect(change?.seeds).toMatchObject({
    n: [3, 3],
    value: expect.closeTo((now?.mean ?? 0) - (before?.mean ?? 0), 12),
  });
  expect(change?.seeds?.low).toBeLessThan(change?.seeds?.value ?? 0);
  // Of a slice, the seeds' values are those of its rows in each seed's own predictions.
  const odd = (of: typeof evaluation) =>
    of?.seeds?.metrics.find(({ metric, slice }) => metric === 'roc_auc' && slice === 'parity=odd');
  const ofOdd = changes.find(({ metric, slice }) => metric === 'roc_auc' && slice === 'parity=odd');
  expect(odd(evaluation)?.values[0]).toBe(ofOdd?.candidate);
  expect(odd(evaluation)?.values).not.toEqual(now?.values);
  expect(ofOdd?.seeds?.value).toBeCloseTo((odd(evaluation)?.mean ?? 0) - (odd(first)?.mean ?? 0), 12);
  expect((await next.run('explain')).message).toMatch(/over 3 and 3 seeds \[.*\] \(Welch\)/);
});
