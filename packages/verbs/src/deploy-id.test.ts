import { decodeTime } from 'ulid';
import { expect, test } from 'vitest';
import { idAfter } from './deploy-id.ts';

const noon = new Date('2026-11-02T12:00:00Z');
const first = idAfter(undefined, noon);

test.each([
  ['later', 1],
  ['at the same millisecond', 0],
  ['by a clock that is an hour behind', -3_600_000],
])('an id %s sorts behind the last', (_, ms) => {
  const next = idAfter(first, new Date(noon.getTime() + ms));
  expect(next > first).toBe(true);
  expect(next).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  expect(decodeTime(next)).toBe(noon.getTime() + Math.max(ms, 0));
});

test('behind the last of its millisecond it is of the next', () => {
  const last = `${first.slice(0, 10)}ZZZZZZZZZZZZZZZZ`;
  expect(idAfter(last, noon) > last).toBe(true);
});
