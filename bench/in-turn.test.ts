import { expect, it } from 'vitest';
import { inTurn, middleOf } from './in-turn.ts';
import type { Measured } from './measure.ts';

function measured(overrides: Partial<Measured>): Measured {
  return { seconds: 1, cpu: 1, mb: 100, finished: true, stdout: '', ...overrides };
}

it('runs round by round, and what takes a minute, or does not end, once', async () => {
  const order: string[] = [];
  const program = (name: string, run: Partial<Measured>) => async () => {
    order.push(name);
    return measured(run);
  };
  await inTurn(3, {
    a: program('a', {}),
    long: program('long', { seconds: 61 }),
    b: program('b', {}),
    endless: program('endless', { seconds: 2, finished: false }),
  });
  expect(order).toEqual(['a', 'long', 'b', 'endless', 'a', 'b', 'a', 'b']);
});

it('takes the run of middle duration with its processor time and output, and the largest memory of all', () => {
  const runs = [
    measured({ seconds: 3, cpu: 30, mb: 5 }),
    measured({ seconds: 1, cpu: 10, mb: 9 }),
    measured({ seconds: 2, cpu: 20, mb: 7, stdout: 'middle' }),
  ];
  expect(middleOf(runs)).toEqual(measured({ seconds: 2, cpu: 20, mb: 9, stdout: 'middle' }));
  expect(middleOf([measured({ mb: null })]).mb).toBeNull();
});
