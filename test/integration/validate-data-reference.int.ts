import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, it } from 'vitest';
import { openRelease, type Release, readText } from './scene/release.ts';
import { workspace } from './scene/workspace.ts';

let release: Release;
beforeAll(async () => {
  release = await openRelease();
});

/** 2,000 rows: the middle of `minutes` is 50, or that and the shift; two channels, the second as often as said. */
const rows = (shift: number, second: number) =>
  `minutes,channel\n${Array.from({ length: 2000 }, (_, i) => `${(i % 101) + shift},${(i * 7) % 100 < second ? 'b' : 'a'}\n`).join('')}`;

const run = async (files: Record<string, string>, given: Record<string, string>) => {
  const folder = await workspace(files);
  return { folder, result: await release.run('validate-data', { workspace: folder, inputs: given }) };
};
const inputs = { data: 'now.csv', reference: 'before.csv', contract: 'c.yml' };
const contract = (skew: string) => `assay-data: 1\nextra-columns: allow\ncolumns: {}\n${skew}`;

it('a shifted column is a warning with its effect, and the test of each column is in the record', async () => {
  const files = { 'before.csv': rows(0, 30), 'now.csv': rows(20, 30), 'c.yml': contract('') };
  const { result, folder } = await run(files, inputs);
  expect(result).toMatchObject({ exitCode: 0, problems: [], outputs: { outcome: 'pass', findings: '1' } });
  expect(result.annotations.map(({ level }) => level)).toEqual(['warning']);
  // The values 0 to 19 lie below all of the shifted ones, each in 20 of 2,000 rows.
  expect(result.annotations[0]?.message).toMatch(/Kolmogorov-Smirnov distance 0\.2000 /);
  expect(result.summary).toContain('minutes');
  expect(JSON.parse(readText(folder, '.assay/run.json'))).toMatchObject({
    data: [
      {
        skew: {
          rows: 2000,
          columns: [
            { column: 'minutes', method: 'ks', outcome: 'skew' },
            { column: 'channel', method: 'tv', outcome: 'none' },
          ],
        },
      },
    ],
  });
});

it('the contract can make it an error, at its line', async () => {
  const files = {
    ...{ 'before.csv': rows(0, 30), 'now.csv': rows(0, 60) },
    'c.yml': contract('skew: {severity: error}\n'),
  };
  const { result } = await run(files, inputs);
  expect(result).toMatchObject({ exitCode: 1, outputs: { outcome: 'fail' } });
  // 30 % of b became 60 %.
  expect(result.annotations[0]).toMatchObject({ level: 'error', file: 'c.yml', line: 4 });
  expect(result.annotations[0]?.message).toMatch(/total variation 0\.3/);
});

it('a file that was cut off is refused, and no half of it is judged', async () => {
  const folder = await workspace({ 'c.yml': contract('') });
  const whole = gzipSync(rows(0, 30));
  writeFileSync(`${folder}/a.csv.gz`, whole.subarray(0, whole.length - 8));
  const result = await release.run('validate-data', {
    ...{ workspace: folder, inputs: { data: 'a.csv.gz', contract: 'c.yml' } },
  });
  expect(result.exitCode).toBe(1);
  expect(result.annotations[0]?.message).toContain('a.csv.gz is not whole');
});
