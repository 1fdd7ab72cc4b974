import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DriftFinding, DriftReport } from '../../packages/contract/src/index.ts';
import { reference } from '../../packages/drift/src/methods/testing/reference.ts';
import { run, temporaryFolder } from '../harness/index.ts';
import { LIBRARY_FOLDER } from './scene/duckdb.ts';
import { openRelease, type Release, root } from './scene/release.ts';

const ADULT = join(root, 'test/data/adult.parquet');
const COMMON = `('Some-college', 'HS-grad', 'Bachelors')`;

/** What is held to a method: a number, and where the tool decides, threshold and outcome. */
interface Said {
  value: number;
  threshold?: number;
  drift?: boolean;
}

const { evidently, nannyml, tfdv, soda, scipy, own } = reference;

function theEvidently(method: string) {
  return (column: string): Said | undefined => {
    const said = evidently.cuts['whole']?.[column]?.[method];
    return said?.value == null ? undefined : { ...said, value: said.value };
  };
}

function theNumber(number: (column: string) => number | null | undefined) {
  return (column: string): Said | undefined => {
    const value = number(column);
    return value == null ? undefined : { value };
  };
}

function theNannyml(column: string): Said | undefined {
  const { threshold, chunks } = nannyml.cuts['whole']?.[column]?.one ?? {};
  const [chunk] = chunks ?? [];
  if (chunk?.value == null || threshold === undefined) return undefined;
  return { value: chunk.value, threshold, drift: chunk.drift };
}

const theOwn = (method: string) => theNumber((column) => own.cuts['whole']?.[column]?.[method]);
const theScipy = (method: string) => theNumber((column) => scipy.cuts['whole']?.[column]?.[method]);

/** Each method, and what another program says of a column by it; nothing where the method is not for the column. */
const METHODS: Record<string, (column: string) => Said | undefined> = {
  ks: theScipy('ks'),
  psi: theOwn('psi'),
  js: theOwn('js'),
  kl: theOwn('kl'),
  wasserstein: theScipy('wasserstein'),
  chi2: theOwn('chi2'),
  tv: theOwn('tv'),
  null_rate: theOwn('null_rate'),
  'ks@evidently': theEvidently('ks'),
  'psi@evidently': theEvidently('psi'),
  'js@evidently': theEvidently('js'),
  'kl@evidently': theEvidently('kl'),
  'wasserstein@evidently': theEvidently('wasserstein'),
  'default@evidently': theEvidently('default'),
  'js@nannyml': theNannyml,
  'linf@tfdv': theNumber((column) => tfdv.cuts['whole']?.[column]?.linf),
  'jsd@tfdv': theNumber((column) => tfdv.cuts['whole']?.[column]?.jsd),
  'psi@soda': theNumber((column) => soda.cuts['whole']?.[column]),
  'psi@deciles': theScipy('psi_deciles'),
};
const COLUMNS = Object.keys(evidently.cuts['whole'] ?? {});

let release: Release;
let folder: string;
let findings: readonly DriftFinding[];
beforeAll(async () => {
  release = await openRelease();
  folder = temporaryFolder('adult');
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const side = (name: string, where: string) =>
    connection.run(
      `COPY (SELECT * FROM '${ADULT}' WHERE ${where}) TO '${join(folder, name)}' (FORMAT parquet)`,
    );
  await side('reference.parquet', `education NOT IN ${COMMON}`);
  await side('current.parquet', `education IN ${COMMON}`);
  connection.closeSync();
  findings = (await check(...Object.keys(METHODS).flatMap((method) => ['--method', method]))).columns;
});

/** The released command line on both sides. */
async function check(...args: string[]): Promise<DriftReport> {
  const sides = ['--reference', 'reference.parquet', '--current', 'current.parquet'];
  const library = ['--duckdb-library', join(release.toolCache, LIBRARY_FOLDER)];
  const program = [
    join(release.folder, 'dist/assay.js'),
    'check-drift',
    ...sides,
    ...library,
    ...args,
    '--json',
  ];
  const env = { PATH: release.path, HOME: folder };
  return JSON.parse((await run(process.execPath, program, { cwd: folder, env })).stdout);
}

function found(method: string, column: string): DriftFinding {
  const [only, ...others] = findings.filter((one) => one.method === method && one.column === column);
  if (only === undefined || others.length > 0) throw new Error(`${method} of ${column}: one finding`);
  return only;
}

/** Rounding errors of 1e-16 in shares are 1e-8 in a distance, which is a root; no number here is as small otherwise. */
function sixFigures(ours: number | null, theirs: number, name: string): void {
  expect(Math.abs((ours ?? Number.NaN) - theirs), `${name}: ${ours} for ${theirs}`).toBeLessThanOrEqual(
    5e-7 * Math.abs(theirs),
  );
}

describe('the released check-drift on 48,842 people, split by education', () => {
  it.each(Object.entries(METHODS))('%s has the number of every column, to six figures', (method, says) => {
    let held = 0;
    for (const column of COLUMNS) {
      const said = says(column);
      // A column that the method is not for is left out: the next test counts them.
      if (said === undefined) continue;
      const ours = found(method, column);
      const name = `${method} of ${column}`;
      sixFigures(ours.value, said.value, name);
      if (said.threshold !== undefined) sixFigures(ours.threshold, said.threshold, `threshold of ${name}`);
      if (said.drift !== undefined)
        expect([name, ours.outcome]).toEqual([name, said.drift ? 'drift' : 'none']);
      held++;
    }
    // Of the fifteen columns six are numbers.
    expect([15, 6, 9]).toContain(held);
  });

  it('has nothing else, and five of fifteen columns drift by the defaults of Evidently', () => {
    const said = Object.values(METHODS).flatMap((says) => COLUMNS.filter((name) => says(name) !== undefined));
    // Twelve methods are for all fifteen columns, six for the six of numbers, and one for the nine others.
    expect([said.length, findings.length]).toEqual([12 * 15 + 6 * 6 + 9, said.length]);
    const drifted = findings.filter((one) => one.method === 'default@evidently' && one.outcome === 'drift');
    expect(drifted).toHaveLength(5);
  });

  it('js@nannyml in chunks has the number of every chunk', async () => {
    const { columns } = await check('--method', 'js@nannyml', '--chunk-size', String(nannyml.size));
    for (const name of COLUMNS) {
      const { threshold, chunks } = nannyml.cuts['whole']?.[name]?.size ?? {
        threshold: Number.NaN,
        chunks: [],
      };
      for (const { chunk, value, drift } of chunks) {
        const ours = columns.find((one) => one.column === name && one.chunk === chunk);
        if (ours === undefined || value === null) throw new Error(`${name}, ${chunk}`);
        sixFigures(ours.value, value, `${name}, ${chunk}`);
        sixFigures(ours.threshold, threshold, `threshold of ${name}`);
        expect([name, chunk, ours.outcome]).toEqual([name, chunk, drift ? 'drift' : 'none']);
      }
    }
    const theirs = COLUMNS.flatMap((name) => nannyml.cuts['whole']?.[name]?.size.chunks ?? []);
    expect(columns).toHaveLength(theirs.length);
  });
});
