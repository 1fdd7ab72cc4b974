import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openSource } from '../source/index.ts';
import { makeProfile, mergeProfiles } from '../stored-profile/index.ts';
import { engineFor, findingsOf, sourceOf, temporaryFolder, writeParquet } from '../temporary-data.ts';
import { profile } from './profile.ts';

const csvOf = (values: readonly (bigint | number | string)[]) => `x\n${values.join('\n')}\n`;

async function figures(csv: string) {
  const { engine, source } = await sourceOf({ 'a.csv': csv });
  return (await profile(engine, source)).columns[0];
}

/** Of whole numbers, by arithmetic of whole numbers: n Σx² - (Σx)² over n (n - 1). */
function exactSd(values: readonly bigint[]): number {
  const n = BigInt(values.length);
  const sum = values.reduce((all, x) => all + x, 0n);
  const squares = values.reduce((all, x) => all + x * x, 0n);
  // With 40 digits behind the point, before it becomes a double.
  return Math.sqrt(Number(((n * squares - sum * sum) * 10n ** 40n) / (n * (n - 1n))) / 1e40);
}

describe('mean and standard deviation', () => {
  test('of 0, 7, … 994 beyond 2^60 as Python has them', async () => {
    // python3 -c "import statistics as s; x = range(0, 1000, 7); print(s.stdev(x)); print(float(2**60 + s.mean(x)))"
    const at = await figures(csvOf(Array.from({ length: 143 }, (_, i) => 2n ** 60n + BigInt(7 * i))));
    expect(at?.sd).toBeCloseTo(289.9724124809117, 9);
    expect(at?.mean).toBe(1.1529215046068475e18);
  });

  test('are right to ten digits, of any whole numbers', async () => {
    const offset = fc.bigInt(-(2n ** 125n), 2n ** 125n);
    const spread = fc.integer({ min: 1, max: 120 }).chain((bits) => {
      const value = fc.bigInt(0n, 2n ** BigInt(bits));
      return fc.array(value, { minLength: 2, maxLength: 30 });
    });
    await fc.assert(
      fc.asyncProperty(offset, spread, async (from, above) => {
        const values = above.map((x) => from + x);
        const [expected, found] = [exactSd(values), (await figures(csvOf(values)))?.sd ?? Number.NaN];
        expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-10 * expected);
      }),
      { numRuns: 25 },
    );
  });

  test('of decimals, and of doubles that lie close together far from zero', async () => {
    const folder = temporaryFolder();
    await writeParquet(
      folder,
      'a.parquet',
      `SELECT 123456789012345678901234567.25::DECIMAL(38, 2) + range AS d, 1e15::DOUBLE + range / 8 AS f FROM range(1000)`,
    );
    const engine = engineFor(folder);
    const source = await openSource(engine, { path: 'a.parquet', root: folder });
    const { columns } = await profile(engine, source);
    // Of 0 to n - 1 the variance is n (n + 1) / 12.
    const sd = Math.sqrt((1000 * 1001) / 12);
    expect(columns[0]).toMatchObject({ sd: expect.closeTo(sd, 9), min: '123456789012345678901234567.25' });
    expect(columns[1]).toMatchObject({ sd: expect.closeTo(sd / 8, 9), mean: 1e15 + 499.5 / 8 });
    const [decimals] = (await makeProfile(engine, source, { name: 'd', sensitive: new Set() })).columns;
    expect(decimals).toMatchObject({
      numbers: { sd: expect.closeTo(sd, 9), skewness: null, moments: null },
      max: '123456789012345678901235566.25',
    });
  });

  test('where a rule is about some rows, of those', async () => {
    // Of 0, 2, 4 the deviation is 2; doubles here are 128 apart.
    const rows = [0, 2, 4, 9, 11].map((x) => `${2n ** 60n + BigInt(x)},${x < 5 ? 'a' : 'b'}`);
    const observed = async (bounds: object) => {
      const columns = { x: { type: 'integer', sd: bounds }, k: { type: 'string' } };
      return (await findingsOf(`x,k\n${rows.join('\n')}\n`, { columns })).findings.map(
        (each) => each.observed,
      );
    };
    expect(await observed({ max: 3, where: "k = 'a'" })).toEqual([]);
    expect(await observed({ max: 1, where: "k = 'a'" })).toEqual(['a standard deviation of 2']);
  });

  test('have no moments in a stored profile, so that a merged one does not tell wrong ones', async () => {
    const profileOf = async (...values: bigint[]) => {
      const { engine, source } = await sourceOf({ 'a.csv': csvOf(values) });
      const made = await makeProfile(engine, source, { name: 'd', sensitive: new Set() });
      return { ...made, 'made-by': { assay: '0', engine: 'duckdb' } };
    };
    const part = await profileOf(2n ** 60n, 2n ** 60n + 2n);
    expect(part.columns[0]).toMatchObject({ numbers: { sd: Math.SQRT2, moments: null } });
    const [merged] = mergeProfiles([part, await profileOf(2n ** 60n + 1n, 2n ** 60n + 3n)]).columns;
    expect(merged).toMatchObject({
      ...{ min: '1152921504606846976', max: '1152921504606846979' },
      numbers: { mean: null, sd: null, moments: null },
    });
  });
});
