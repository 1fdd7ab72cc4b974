import { expect, it } from 'vitest';
import { ageInWords } from './age.ts';

it.each([
  ['2026-09-14T09:59:30Z', 'just now'],
  ['2026-09-14T09:58:30Z', '1 minute old'],
  ['2026-09-12T08:00:00Z', '2 days old'],
  ['2025-09-01T00:00:00Z', '1 year old'],
  ['2026-09-14T11:00:00Z', 'just now'],
])('%s is %s', (then, words) => {
  expect(ageInWords(then, new Date('2026-09-14T10:00:00Z'))).toBe(words);
});
