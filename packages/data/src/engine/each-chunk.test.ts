import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { eachChunk } from './each-chunk.ts';

/** A stream of so many chunks, each of which takes a turn to come; how many have been asked for, and how many at once. */
function stream(chunks: number, fails?: Error, columnCount = 7) {
  const asked = { all: 0, now: 0, mostAtOnce: 0 };
  return {
    columnCount,
    asked,
    async fetchChunk() {
      asked.all += 1;
      asked.now += 1;
      asked.mostAtOnce = Math.max(asked.mostAtOnce, asked.now);
      const place = asked.all;
      await setTimeout(1);
      asked.now -= 1;
      if (place > chunks && fails !== undefined) throw fails;
      return place > chunks ? null : { rowCount: 1, place };
    },
  };
}

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

test('every chunk is visited, in order, and one is fetched at a time', async () => {
  const result = stream(50);
  const seen: number[] = [];
  await eachChunk(result, async ({ place }) => {
    seen.push(place);
    // Now and then a visit is a long one.
    if (place % 7 === 0) await setTimeout(5);
  });
  expect(seen).toEqual(upTo(50));
  expect(result.asked.mostAtOnce).toBe(1);
});

// 112 vectors, and at least two chunks.
test.each([
  [7, 16],
  [15, 7],
  [200, 2],
])('chunks of %i columns are fetched while one is visited, up to %i', async (columns, most) => {
  const result = stream(100, undefined, columns);
  const asked: number[] = [];
  await eachChunk(result, async ({ place }) => {
    if (place > 1) return;
    while (result.asked.all < 1 + most) await setTimeout(1);
    // Time for one more, were it asked for.
    await setTimeout(20);
    asked.push(result.asked.all);
  });
  // The first, which is visited, and those that wait.
  expect(asked).toEqual([1 + most]);
});

test('what the engine fails of is told behind the chunks before it', async () => {
  const failure = new Error('disk is full');
  const seen: number[] = [];
  const visits = eachChunk(stream(5, failure), async ({ place }) => {
    if (place === 1) await setTimeout(50);
    seen.push(place);
  });
  await expect(visits).rejects.toBe(failure);
  expect(seen).toEqual(upTo(5));
});

test('where a visit fails, nothing is fetched any more, and the engine is at rest', async () => {
  const result = stream(100);
  const failure = new Error('bad number');
  const visits = eachChunk(result, ({ place }) => {
    if (place === 3) throw failure;
  });
  await expect(visits).rejects.toBe(failure);
  const { all, now } = result.asked;
  expect(now).toBe(0);
  await setTimeout(20);
  expect(result.asked.all).toBe(all);
});
