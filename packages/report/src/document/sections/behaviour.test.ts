import { expect, it } from 'vitest';
import { failingRecord } from '../../testing/index.ts';
import { behaviourSection } from './behaviour.ts';

const sectionOf = (
  behaviour: NonNullable<Parameters<typeof behaviourSection>[0]['evaluation']>['behaviour'],
) => {
  const record = failingRecord();
  return behaviourSection({
    ...record,
    ...(record.evaluation && { evaluation: { ...record.evaluation, behaviour } }),
  });
};

it('names what fails, the capability that fails most first', () => {
  const section = sectionOf([
    { capability: 'names', n: 200, failures: 1, examples: ['n-17'] },
    { capability: 'typos', n: 10, failures: 4, examples: ['t-1', 't-2'] },
  ]);
  expect(section).toMatchObject({ summary: [{ text: '5 of 210 tests fail' }], tone: 'warning' });
  const [table] = section?.blocks ?? [];
  const text = JSON.stringify(table);
  expect(text.indexOf('typos')).toBeLessThan(text.indexOf('names'));
  expect(text).toContain('t-2');
});

it('says nothing where nothing was tested', () => {
  expect(sectionOf(undefined)).toBeNull();
  expect(sectionOf([])).toBeNull();
});
