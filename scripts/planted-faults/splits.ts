import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Finding, parseDataContract } from '../../packages/contract/src/index.ts';
import {
  type Engine,
  inferContract,
  openEngine,
  openSource,
  type Source,
  toCount,
  validate,
} from '../../packages/data/src/index.ts';
import { sniffTypes } from '../../packages/data/src/source/sniff.ts';

/** The moment of all checks: what is fresh does not depend on the day that this is run. */
export const NOW = new Date('2015-01-01T12:00:00Z');

const ROOT = join(import.meta.dirname, '../..');
const DATA = { adult: 'test/data/adult.parquet', taxi: 'examples/taxi-tips/data/trips.csv' };

/** Of so many random splits of each data set, those in which the contract of one half found something in the other. */
export interface Splits {
  readonly data: string;
  readonly rows: number;
  readonly of: number;
  readonly errors: number;
  readonly warnings: number;
}

export async function countSplits(of: number): Promise<Splits[]> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-splits-'));
  const engine = openEngine({ duckdb: { toolCache: folder, log: () => {} }, folders: [ROOT] });
  try {
    const counted: Splits[] = [];
    for (const [data, path] of Object.entries(DATA)) {
      const source = await openSource(engine, { path, root: ROOT });
      const found: (readonly Finding[])[] = [];
      for (let seed = 0; seed < of; seed++) found.push(await splitFindings(engine, source, seed));
      const having = (severity: Finding['severity']) =>
        found.filter((findings) => findings.some((finding) => finding.severity === severity)).length;
      const [row] = await engine.query(`SELECT count(*) AS n FROM ${source.raw}`);
      counted.push({
        data,
        rows: toCount(row?.['n']),
        of,
        errors: having('error'),
        warnings: having('warn'),
      });
    }
    return counted;
  } finally {
    engine.close();
    await rm(folder, { recursive: true });
  }
}

/** What a contract that was inferred from one random half of the rows finds in the other. */
async function splitFindings(engine: Engine, source: Source, seed: number): Promise<readonly Finding[]> {
  const [first, second] = [await halfOf(engine, source, seed, 0), await halfOf(engine, source, seed, 1)];
  const { yaml } = await inferContract(engine, first, { at: NOW });
  const contract = parseDataContract(yaml, 'inferred.yml');
  const { findings } = await validate(engine, second, contract, { name: 'other half', at: NOW });
  for (const { raw } of [first, second]) await engine.query(`DROP TABLE ${raw}`);
  return findings;
}

/**
 * One of two random halves of the rows, in their order: which row is in which depends on its number and the seed only. Its
 * types are found out anew, as those of a file of its own would be.
 */
async function halfOf(engine: Engine, source: Source, seed: number, half: 0 | 1): Promise<Source> {
  const raw = `half_${half}`;
  await engine.query(
    `CREATE TABLE ${raw} AS SELECT * EXCLUDE (assay_row) FROM (SELECT *, row_number() OVER () AS assay_row FROM ${source.raw}) WHERE hash(assay_row, ${seed}) % 2 = ${half} ORDER BY assay_row`,
  );
  const raws = source.columns.map((_, index) => `c${index}`);
  const types = source.written === 'text' ? await sniffTypes(engine, raw, raws) : null;
  const columns = source.columns.map(({ name, type }, index) => ({ name, type: types?.[index] ?? type }));
  return { ...source, raw, only: () => raw, columns };
}
