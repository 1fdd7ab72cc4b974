import { parseDataContract } from '@assay/contract';
import { describe, expect, test } from 'vitest';
import { sourceOf } from '../temporary-data.ts';
import { validate } from '../validate.ts';
import { inferContract } from './infer-contract.ts';

/** Mulberry32: the same numbers on every run. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const DAYS = 40;
const STATIONS = 30;
/** A row for each day and station, and a measured number that comes again. */
const readings = Array.from(
  { length: DAYS * STATIONS },
  (_, i) =>
    `${new Date(Date.UTC(2026, 0, 1 + Math.floor(i / STATIONS))).toISOString().slice(0, 10)},s${i % STATIONS},${i % 7}`,
);

async function keysOf(header: string, rows: readonly string[]) {
  const { engine, source } = await sourceOf({ 'a.csv': `${[header, ...rows].join('\n')}\n` });
  const { yaml } = await inferContract(engine, source);
  const contract = parseDataContract(yaml, 'c.yml');
  const { findings } = await validate(engine, source, contract, { name: 'data' });
  expect(findings).toEqual([]);
  return { yaml, keys: contract.value.unique };
}

describe('two columns that together tell each row', () => {
  test('are a key, with the evidence beside it', async () => {
    const { yaml, keys } = await keysOf('day,station,x', readings);
    expect(keys).toEqual([{ columns: ['day', 'station'], severity: 'warn' }]);
    // 1200 · 1199 / 2 pairs of rows; of them 29 / 1199 are alike in the day, and 39 / 1199 in the station.
    expect((((1200 * 1199) / 2) * 29 * 39) / 1199 ** 2).toBeCloseTo(565.97, 1);
    expect(yaml).toContain('# no two rows are alike in both, by chance 566 pairs would be');
  });

  test.each([
    ['one row is a copy', [...readings, readings[0] ?? '']],
    ['one row has the same day and station', [...readings, '2026-01-01,s0,9']],
    ['one station is not there', [...readings.slice(1), '2026-01-01,,1']],
  ])('are none where %s', async (_, rows) => {
    expect((await keysOf('day,station,x', rows)).keys).toEqual([]);
  });

  test('are none by chance: numbers that would hardly repeat each other anyway', async () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const next = seeded(seed);
      // 300 rows of 400 · 400 pairs: 0.28 pairs of rows are alike by chance, so that most samples have none.
      const rows = Array.from({ length: 300 }, () => `${next(400)},${next(400)}`);
      expect((await keysOf('a,b', rows)).keys).toEqual([]);
    }
  });

  test('are none beside a column that does it alone, and none with a fraction', async () => {
    const { keys } = await keysOf(
      'id,day,x',
      readings.map((row, i) => `${i},${row.slice(0, 10)},${(i % STATIONS) + 0.5}`),
    );
    expect(keys).toEqual([]);
  });

  test('show a repeat beyond the first rows, too', async () => {
    const many = Array.from({ length: 12_000 }, (_, i) => `${Math.floor(i / 100)},${i % 100}`);
    expect((await keysOf('a,b', many)).keys).toHaveLength(1);
    expect((await keysOf('a,b,c', [...many.map((row) => `${row},1`), '0,0,2'])).keys).toEqual([]);
  });
});
