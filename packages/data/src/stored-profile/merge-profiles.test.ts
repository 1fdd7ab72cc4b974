import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataProfile, ProfileColumn } from '@assay/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openSource } from '../source/index.ts';
import { engineFor, temporaryFolder, writeParquet } from '../temporary-data.ts';
import { makeProfile } from './make-profile.ts';
import { mergeProfiles } from './merge-profiles.ts';

let files = 0;

/** Profiles of CSV texts, by one engine for a test. */
function profiler() {
  const folder = temporaryFolder();
  const engine = engineFor(folder);
  return async (csv: string, sensitive: readonly string[] = []): Promise<DataProfile> => {
    const path = `${++files}.csv`;
    await writeFile(join(folder, path), csv);
    const source = await openSource(engine, { path, root: folder });
    const profile = await makeProfile(engine, source, { name: 'd', sensitive: new Set(sensitive) });
    return { ...profile, 'made-by': { assay: '0', engine: 'e' } };
  };
}

const row = fc.record({
  n: fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ min: -1e3, max: 1e3, noNaN: true })),
  t: fc.constantFrom('a', 'b', 'größe', 'x y'),
  d: fc.integer({ min: 1, max: 28 }),
  hole: fc.option(fc.integer({ min: 0, max: 9 })),
});
const csv = (rows: readonly { n: number; t: string; d: number; hole: number | null }[]) =>
  // A first row that all parts have says what the columns are, also where the others are few.
  `n,t,d,hole\n0.5,a,2026-01-01,1\n${rows.map(({ n, t, d, hole }) => `${n},${t},2026-01-${String(d).padStart(2, '0')},${hole ?? ''}\n`).join('')}`;

/** Moments apart: their last digits are those of the order. */
function apart({ columns }: DataProfile) {
  const moments = columns.map(({ numbers }) => numbers);
  return { rest: columns.map((column) => ({ ...column, numbers: null })), moments };
}

describe('profiles of parts', () => {
  test('add up to that of the whole', async () => {
    const profileOf = profiler();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(row, { maxLength: 30 }), { minLength: 2, maxLength: 4 }),
        async (parts) => {
          const first = { n: 0.5, t: 'a', d: 1, hole: 1 };
          const [one, ...more] = await Promise.all(parts.map((part) => profileOf(csv(part))));
          const merged = mergeProfiles([one as DataProfile, ...more]);
          const whole = await profileOf(csv([...parts.flat(), ...parts.slice(1).map(() => first)]));
          const [got, wanted] = [apart(merged), apart(whole)];
          expect(merged.rows).toBe(whole.rows);
          expect(got.rest).toEqual(wanted.rest);
          for (const [i, numbers] of wanted.moments.entries())
            for (const key of ['mean', 'sd', 'skewness'] as const)
              expect(got.moments[i]?.[key] ?? 0).toBeCloseTo(numbers?.[key] ?? 0, 8);
        },
      ),
      { numRuns: 25 },
    );
  });

  test('of many values: counts exact, quantiles within the error that is stated', async () => {
    const folder = temporaryFolder();
    const engine = engineFor(folder);
    const rows = 90_000;
    const select = `SELECT exp((range * 0.6180339887498949) % 1 * 9) AS x, 'id-' || range AS id, range // 10 AS day FROM range(${rows})`;
    await writeParquet(folder, 'whole.parquet', select);
    const profiles: DataProfile[] = [];
    for (const [i, file] of ['whole', 'a', 'b', 'c'].entries()) {
      // The first part is small, the last large.
      const where = ['true', 'day < 500', 'day >= 500 AND day < 3000', 'day >= 3000'][i];
      if (i > 0) await writeParquet(folder, `${file}.parquet`, `SELECT * FROM (${select}) WHERE ${where}`);
      const source = await openSource(engine, { path: `${file}.parquet`, root: folder });
      const profile = await makeProfile(engine, source, { name: 'd', sensitive: new Set() });
      profiles.push({ ...profile, 'made-by': { assay: '0', engine: 'e' } });
    }
    const [whole, ...parts] = profiles as [DataProfile, DataProfile, ...DataProfile[]];
    const merged = mergeProfiles(parts as [DataProfile, ...DataProfile[]]);
    for (const [i, column] of merged.columns.entries()) {
      const of = whole.columns[i];
      expect(column).toMatchObject({
        count: rows,
        distinct: of?.distinct,
        sketch: of?.sketch,
        lengths: of?.lengths,
      });
      expect([column.min, column.max]).toEqual([of?.min, of?.max]);
    }
    const [x, , day] = merged.columns;
    expect(x?.numbers?.moments?.m3).toBeCloseTo(whole.columns[0]?.numbers?.moments?.m3 ?? 0, -4);
    expect(x?.['rank-error']).toBeLessThan(0.012);
    // x is exp(9 u) of u even in 0 to 1, and day is even in 0 to 9000: the rank of a value is known.
    for (const { q, value } of x?.quantiles ?? [])
      expect(Math.abs(Math.log(value) / 9 - q)).toBeLessThan((x?.['rank-error'] ?? 0) + 2e-4);
    for (const { q, value } of day?.quantiles ?? [])
      expect(Math.abs(value / 9_000 - q)).toBeLessThan((day?.['rank-error'] ?? 0) + 2e-4);
  });

  test('a part without a value has no say in what a column is', async () => {
    const profileOf = profiler();
    const merged = mergeProfiles([await profileOf('x,y\n,a\n'), await profileOf('x,y\n5,b\n')]);
    expect(merged.columns[0]).toMatchObject({
      kind: 'number',
      type: 'integer',
      'engine-type': 'BIGINT',
      nulls: 1,
      count: 1,
      min: 5,
    });
  });

  test('ends are those of the parts, exact', async () => {
    const profileOf = profiler();
    const parts = ['9007199254740993', '9007199254740992', '-4'].map((x) => `x\n${x}\n1\n`);
    const [one, ...more] = await Promise.all(parts.map((part) => profileOf(part)));
    const [x] = mergeProfiles([one as DataProfile, ...more]).columns;
    expect(x).toMatchObject({ min: -4, max: '9007199254740993' });
    // Text by text, 9.5 would be more than 10.25.
    const decimals = ['-9007199254740993.5', '-9007199254740993.25', '-9007199254740992.75'].map((min) => {
      const column = { ...(x as ProfileColumn), min, max: min };
      return { ...(one as DataProfile), columns: [{ ...column, cells: null, quantiles: null }] };
    });
    expect(mergeProfiles(decimals as [DataProfile]).columns[0]).toMatchObject({
      ...{ min: '-9007199254740993.5', max: '-9007199254740992.75' },
    });
  });

  test('what is sensitive in one part stays so, and its different values are not known', async () => {
    const profileOf = profiler();
    const merged = mergeProfiles([await profileOf('x\nsecret\n', ['x']), await profileOf('x\nsecret\n')]);
    expect(merged.columns[0]).toMatchObject({
      sensitive: true,
      count: 2,
      distinct: null,
      sketch: null,
      top: null,
    });
  });

  test.each([
    ['x\n1\n', 'y\n1\n'],
    ['x,y\n1,2\n', 'x\n1\n'],
    ['x\n1\n', 'x,y\n1,2\n'],
    ['x\n1\n', 'x\na\n'],
  ])('%j and %j are not parts of one', async (a, b) => {
    const profileOf = profiler();
    const parts = [await profileOf(a), await profileOf(b)] as const;
    expect(() => mergeProfiles([...parts])).toThrow(expect.objectContaining({ code: 'profiles-differ' }));
  });
});
