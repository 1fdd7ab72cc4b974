import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readNumbers, writeNumbers } from './numbers-text.ts';

const ascending = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b);

test('numbers that are whole in some unit come back as they were', () => {
  const decimal = fc
    .tuple(fc.maxSafeInteger(), fc.integer({ min: 0, max: 12 }))
    .map(([n, p]) => n / 10 ** p + 0);
  fc.assert(
    fc.property(fc.uniqueArray(decimal, { minLength: 1, maxLength: 50 }), (numbers) => {
      const text = writeNumbers(numbers);
      if (text !== null) expect(readNumbers(text)).toEqual(ascending(numbers));
    }),
  );
  for (const numbers of [[0.1, 0.2, 0.3], [-87.676355989, 41.899602111], [2 ** 53 - 1], [-5], [1e-12, 1]])
    expect(readNumbers(writeNumbers(numbers) ?? '')).toEqual(ascending(numbers));
});

test('of a regular column they take next to nothing, of 10,000 whatever they are no more than hashes would', () => {
  const quarters = Array.from({ length: 10_000 }, (_, i) => 1_357_000_200 + 900 * i);
  expect(writeNumbers(quarters)?.length).toBeLessThan(100);
  // 2654435761 is prime: its multiples are all over the 53 bits.
  const wild = Array.from({ length: 10_000 }, (_, i) => (i * 2_654_435_761 * 331) % (2 ** 53 - 111));
  expect(writeNumbers([...new Set(wild)])?.length).toBeLessThan(80_100);
});

test('where a part has no unit, nor has the whole', () => {
  const any = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    fc.maxSafeInteger(),
  );
  fc.assert(
    fc.property(fc.uniqueArray(any, { minLength: 2, maxLength: 20 }), fc.nat(), (numbers, at) => {
      const part = numbers.filter((_, i) => i !== at % numbers.length);
      if (writeNumbers(part) === null) expect(writeNumbers(numbers)).toBeNull();
    }),
  );
  expect(writeNumbers([1, Math.PI])).toBeNull();
  // Each is whole, and their distance is not safe.
  expect(writeNumbers([-(2 ** 53) + 1, 2 ** 53 - 1])).toBeNull();
});

const packed = (...bytes: number[]) => deflateRawSync(Uint8Array.from(bytes)).toString('base64');

test.each([
  ['that end within a number', packed(0, 1, 5, 0, 128)],
  ['that do not ascend', packed(0, 1, 5, 0, 0)],
  ['of an unheard-of unit', packed(13, 1, 5, 0)],
  ['beyond 10,000', packed(0, 1, 5, 0, ...Array.from({ length: 10_000 }, () => 1))],
  ['that unpack to more than there can be', deflateRawSync(Buffer.alloc(1e6, 1)).toString('base64')],
  ['that are no packed bytes', 'AAAA////'],
])('numbers %s are broken', (_, text) => {
  expect(() => readNumbers(text)).toThrow();
});
