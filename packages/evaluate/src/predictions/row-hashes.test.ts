import { createHash } from 'node:crypto';
import { array, assert, constantFrom, integer, maxSafeInteger, oneof, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { sumOfHashes } from './row-hashes.ts';

/** The same by Node's own MD5. */
function expected(texts: readonly string[]): bigint {
  const last = (text: string) => createHash('md5').update(text).digest().readBigUInt64LE(8);
  return texts.reduce((sum, text) => sum + last(text), 0n);
}

test("any texts and whole numbers: the sum of what Node's MD5 says", () => {
  const starts = array(string({ unit: 'grapheme-ascii', maxLength: 38 }), { minLength: 1, maxLength: 4 });
  const number = oneof(maxSafeInteger(), integer({ min: -12, max: 12 }), constantFrom(2 ** 53 - 1, 1e15));
  assert(
    property(starts, array(number, { maxLength: 40 }), (texts, numbers) => {
      const codes = Uint8Array.from(numbers, (_, row) => (row * 7) % texts.length);
      const rows = numbers.map((value, row) => `${texts[codes[row] ?? 0]}${value}`);
      expect(sumOfHashes(texts, codes, Float64Array.from(numbers))).toBe(expected(rows));
    }),
  );
});

test('rows without numbers have their places, from 1', () => {
  expect(sumOfHashes(['a ', 'b '], Uint8Array.of(0, 1, 0), undefined)).toBe(expected(['a 1', 'b 2', 'a 3']));
});

test('as many rows as are hashed at once, and some more', () => {
  const rows = Array.from({ length: 2 * 1024 + 13 }, (_, row) => `a ${row + 1}`);
  expect(sumOfHashes(['a '], new Uint8Array(rows.length), undefined)).toBe(expected(rows));
});

test('a sum of very many stays exact', () => {
  // The halves of 2²² such rows add up to more than 2⁵³.
  const rows = 2 ** 22;
  const sum = sumOfHashes(['a '], new Uint8Array(rows), new Float64Array(rows).fill(7));
  expect(sum).toBe(BigInt(rows) * expected(['a 7']));
});

test('what may be longer than a block, or is no ASCII, is not hashed', () => {
  expect(sumOfHashes(['x'.repeat(39)], Uint8Array.of(0), undefined)).toBeUndefined();
  expect(sumOfHashes(['ok', 'é'], Uint8Array.of(0), undefined)).toBeUndefined();
});

test('of many classes none are hashed but as many as the kernel holds', () => {
  const starts = Array.from({ length: 1025 }, (_, i) => `${i} `);
  const last = Int32Array.of(1023);
  expect(sumOfHashes(starts.slice(0, 1024), last, undefined)).toBe(expected(['1023 1']));
  expect(sumOfHashes(starts, last, undefined)).toBeUndefined();
});
