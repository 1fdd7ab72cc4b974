import { expect, it } from 'vitest';
import { annotations } from './annotations.ts';
import { failingRecord, hostileRecord, hugeRecord } from './testing/index.ts';

it('has an error for what fails, a warning for what is unsure, a notice for what is waived', () => {
  expect(annotations(failingRecord()).map(({ level, title }) => [level, title])).toEqual([
    ['error', 'roc_auc no worse than 0.005 against base'],
    ['warning', 'roc_auc ≥ 0.85, night'],
    ['warning', 'roc_auc no worse than 0.03 against base, payment_type=Mobile'],
    ['warning', 'trips, payment_type: allowed'],
    ['notice', 'roc_auc no worse than 0.03 against base, payment_type=Dispute'],
  ]);
});

it('makes an inconclusive rule as loud as the policy says', () => {
  const record = failingRecord();
  const levelFor = (choice: 'fail' | 'warn' | 'pass') => {
    const verdict = record.verdict && { ...record.verdict, 'on-inconclusive': choice };
    const of = annotations({ ...record, ...(verdict && { verdict }) });
    return of.find(({ title }) => title.endsWith('night'))?.level;
  };
  expect((['fail', 'warn', 'pass'] as const).map(levelFor)).toEqual(['error', 'warning', 'notice']);
});

it('gives ten of a level, of which the last counts the others', () => {
  const errors = annotations(hugeRecord()).filter(({ level }) => level === 'error');
  expect(errors).toHaveLength(10);
  expect(errors[9]?.title).toBe('and 991 more');
});

it('is one visible line each', () => {
  for (const { title, message } of annotations(hostileRecord(() => 'x\n::set-output name=a::b\u001b[0m'))) {
    expect(title + message).not.toMatch(/\p{Cc}/u);
  }
});
