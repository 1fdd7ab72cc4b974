import { expect, test } from 'vitest';
import { nextVersion } from './next-version.ts';

test.each<[string[], 'patch' | 'minor' | 'major', string]>([
  [[], 'patch', 'v0.0.1'],
  [[], 'major', 'v0.0.1'],
  [['v0.0.9', 'v0.0.10'], 'patch', 'v0.0.11'],
  [['v1.2.3', 'v0.9.0'], 'minor', 'v1.3.0'],
  [['v1.2.3'], 'major', 'v2.0.0'],
  [['v1.2.0-rc.1', 'v1.1.0'], 'patch', 'v1.2.0'],
])('after %j by %s: %s', (versions, bump, next) => {
  expect(nextVersion(versions, bump)).toBe(next);
});

test('after the highest number that a version can have there is none, and its tag is named', () => {
  const last = `v${Number.MAX_SAFE_INTEGER}.0.0`;
  expect(nextVersion([last], 'minor')).toBe(`v${Number.MAX_SAFE_INTEGER}.1.0`);
  expect(() => nextVersion([last, 'v1.0.0'], 'major')).toThrow(
    expect.objectContaining({ code: 'version-last', message: expect.stringContaining(last) }),
  );
});
