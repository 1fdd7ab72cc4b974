import { expect, it } from 'vitest';
import { urlCredentials } from './url-credentials.ts';

it.each([
  ['http://h/', undefined],
  ['http://me@h/', 'me:'],
  ['http://me:a%3Ab%20c@h/', 'me:a:b c'],
  ['http://me:k%C3%B6ln@h/', 'me:köln'],
  ['http://me:50%@h/', 'me:50%'],
  ['http://me:%zz%20x%ff@h/', 'me:%zz x%ff'],
])('of %s: %s', (address, credentials) => {
  expect(urlCredentials(new URL(address))).toBe(credentials);
});
