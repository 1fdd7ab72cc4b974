import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kernel, MOST_EDGES } from './kernel.ts';
import { sketchNumbers } from './number-sketch.ts';

const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e100, max: 1e100 }),
  fc.constantFrom(-1, -0, 0, 1, 2),
);
const numbers = fc.array(number, { minLength: 1, maxLength: 50 });

/** What an earlier block left behind is behind these numbers. */
function put(values: readonly number[]): void {
  kernel().numbers.fill(-7).set(values);
}

test('zeros, negatives and the mean, of odd and even numbers of them', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 50 }), (values) => {
      put(values);
      kernel().describe(values.length);
      const [mean = 0, m2 = 0, m3 = 0, zeros, negatives] = kernel().figures;
      const sum = (of: (x: number) => number) => values.reduce((all, x) => all + of(x), 0);
      const expected = sum((x) => x) / values.length;
      expect(mean).toBeCloseTo(expected, 12);
      expect(m2).toBeCloseTo(
        sum((x) => (x - expected) ** 2),
        10,
      );
      expect(m3).toBeCloseTo(
        sum((x) => (x - expected) ** 3),
        10,
      );
      expect([zeros, negatives]).toEqual([sum((x) => Number(x === 0)), sum((x) => Number(x < 0))]);
    }),
  );
});

test('ends of a stretch', () => {
  fc.assert(
    fc.property(numbers, fc.nat(), (values, some) => {
      const start = some % values.length;
      put(values);
      kernel().ends(start, values.length);
      const [least = 0, greatest = 0] = kernel().figures;
      const stretch = values.slice(start).map((x) => x + 0);
      expect([least + 0, greatest + 0]).toEqual([Math.min(...stretch), Math.max(...stretch)]);
    }),
  );
});

/** Some distributions of edges: even, near each other or far apart, across zero, too wide or too near for a difference. */
const shapes: readonly ((i: number) => number)[] = [
  (i) => i,
  (i) => 1.5 ** (i % 400) * (i < 400 ? 1 : -1),
  (i) => (i % 100 === 0 ? i * 1e6 : i / 1e6),
  (i) => (i - 300) * 5.8e305,
  (i) => (i - 300) * Number.MIN_VALUE,
];

/** The next double, up or down. */
function beside(x: number, up: boolean): number {
  const bits = new BigInt64Array(Float64Array.of(x + 0).buffer);
  if (x === 0) return up ? Number.MIN_VALUE : -Number.MIN_VALUE;
  bits[0] = (bits[0] as bigint) + (up === x > 0 ? 1n : -1n);
  return new Float64Array(bits.buffer)[0] as number;
}

test('numbers at edges, just beside them and between them are on their side, whatever lies between the edges', () => {
  const shape = fc.constantFrom(...shapes);
  const some = (most: number) => fc.uniqueArray(fc.nat(599), { minLength: 2, maxLength: most, size: 'max' });
  const places = fc.oneof(some(12), some(60), some(MOST_EDGES));
  fc.assert(
    fc.property(shape, places, (valueAt, chosen) => {
      const edges = [...new Set(chosen.map((i) => valueAt(i) + 0))].sort((a, b) => a - b);
      const values = edges.flatMap((edge, i) => [
        ...[edge, beside(edge, true), beside(edge, false), edge / 2 + (edges[i - 1] ?? edge) / 2],
      ]);
      const inside = values.filter((x) => x <= (edges.at(-1) as number)).slice(0, 4096);
      put(inside);
      kernel().edges.fill(Number.POSITIVE_INFINITY).set(edges);
      kernel().arrange(edges.length);
      kernel().sides.fill(0);
      kernel().count(0, inside.length);
      const expected = new Float64Array(2 * edges.length);
      for (const x of inside) {
        const place = edges.findIndex((edge) => edge >= x);
        const side = 2 * place + Number(edges[place] === x);
        expected[side] = (expected[side] as number) + 1;
      }
      expect(kernel().sides.subarray(0, expected.length)).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});

test('counts on the sides of the edges, and the greatest count between two', () => {
  fc.assert(
    fc.property(numbers, fc.uniqueArray(number, { minLength: 1, maxLength: MOST_EDGES }), (values, some) => {
      const edges = [...new Set(some.map((x) => x + 0))].sort((a, b) => a - b);
      put(values);
      kernel().edges.fill(Number.POSITIVE_INFINITY).set(edges);
      kernel().arrange(edges.length);
      kernel().sides.fill(0);
      const inside = values.filter((x) => x <= (edges.at(-1) as number));
      put(inside);
      const heaviest = kernel().count(0, inside.length);
      const between = edges.map(
        (edge, i) => inside.filter((x) => x < edge && x > (edges[i - 1] ?? Number.NEGATIVE_INFINITY)).length,
      );
      const at = edges.map((edge) => inside.filter((x) => x === edge).length);
      const sides = kernel().sides.subarray(0, 2 * edges.length);
      expect([...sides]).toEqual(edges.flatMap((_, i) => [between[i], at[i]]));
      expect(heaviest).toBe(Math.max(...between));
    }),
  );
});

test('places are those of hashes up to the bound, and none beyond the last number', () => {
  const values = Float64Array.from({ length: 100 }, (_, i) => (i - 50) / 8 || -0);
  const lows = [...values].map((x) => {
    const { sketch } = sketchNumbers(Float64Array.of(x));
    return sketch.kind === 'hashes' ? (sketch.hashes[0] as number) % 2 ** 32 : -1;
  });
  const chosen = (bound: number) => {
    kernel().numbers.set(values);
    return [...kernel().places.subarray(0, kernel().choose(5, values.length, bound))];
  };
  for (const bound of [0xffffffff, 0x7fffffff, 0x0fffffff])
    expect(chosen(bound)).toEqual(lows.flatMap((low, i) => (i >= 5 && low <= bound ? [i] : [])));
});
