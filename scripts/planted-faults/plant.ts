import { mkdtemp, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import {
  type DataContract,
  type Finding,
  type Located,
  parseDataContract,
  UserError,
} from '../../packages/contract/src/index.ts';
import {
  type Engine,
  inferContract,
  openEngine,
  openSource,
  validate,
} from '../../packages/data/src/index.ts';
import type { Damage, Fault } from './fault.ts';
import { faultsOfRows } from './faults-of-rows.ts';
import { faultsOfTexts } from './faults-of-texts.ts';
import { faultsOfValues } from './faults-of-values.ts';
import { NOW } from './splits.ts';

export const FAULTS: readonly Fault[] = [...faultsOfValues, ...faultsOfTexts, ...faultsOfRows];

const SEED = 20_261;
const ROOT = join(import.meta.dirname, '../..');

/** The taxi trips have no moment, no identifier of text and no sum: three columns of what they say. */
const DATA = {
  adult: { file: 'half.parquet', rows: `'${ROOT}/test/data/adult.parquet'` },
  taxi: {
    file: 'half.csv',
    rows: `(SELECT *, strftime(make_timestamp(CAST(trip_start_timestamp AS BIGINT) * 1000000), '%Y-%m-%dT%H:%M:%S') AS started, CAST(CAST(md5(trip_id) AS UUID) AS VARCHAR) AS reference, CAST(round(CAST(fare AS DOUBLE) + CAST(tips AS DOUBLE), 2) AS VARCHAR) AS total FROM read_csv('${ROOT}/examples/taxi-tips/data/trips.csv', all_varchar = true))`,
  },
} as const;

type DataName = keyof typeof DATA;

/** What came of a fault in one data set. */
export interface Outcome {
  readonly fault: Fault;
  readonly data: DataName;
  /** The finding that tells of it; null: none does. */
  readonly found: Finding | null;
}

/** Plants every fault alone into one half of the rows, and holds it against the contract that the other half suggests. */
export async function plantAll(
  faults: readonly Fault[] = FAULTS,
): Promise<{ outcomes: Outcome[]; undamaged: Record<DataName, readonly Finding[]> }> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-planted-'));
  const engine = openEngine({
    duckdb: { toolCache: join(folder, 'tools'), log: () => {} },
    folders: [folder],
  });
  const writer = await (await DuckDBInstance.create(':memory:')).connect();
  try {
    const outcomes: Outcome[] = [];
    const undamaged: Record<DataName, readonly Finding[]> = { adult: [], taxi: [] };
    for (const data of ['adult', 'taxi'] as const) {
      const { file, rows } = DATA[data];
      await writer.run(
        `CREATE OR REPLACE TABLE halves AS SELECT *, hash(rn, ${SEED}) % 2 AS side FROM (SELECT *, row_number() OVER () AS rn FROM ${rows})`,
      );
      const put = async (damage: Damage, side: 0 | 1, cutAt?: number) => {
        await writer.run(
          `CREATE OR REPLACE TABLE half AS SELECT * EXCLUDE (side, rn), row_number() OVER (ORDER BY rn) AS rn FROM halves WHERE side = ${side}`,
        );
        const path = join(folder, file);
        await writer.run(`COPY (SELECT * EXCLUDE (rn) FROM (${damage}) ORDER BY rn) TO '${path}'`);
        if (cutAt !== undefined) await truncate(path, Math.floor((await stat(path)).size * cutAt));
      };
      await put('SELECT * FROM half', 0);
      const source = await openSource(engine, { path: file, root: folder });
      const { yaml } = await inferContract(engine, source, { at: NOW });
      const contract = parseDataContract(yaml, 'inferred.yml');
      await put('SELECT * FROM half', 1);
      undamaged[data] = await findingsIn(engine, folder, file, contract);
      for (const fault of faults) {
        const planted = fault[data];
        if (planted === undefined) continue;
        await put(planted.damage, 1, planted.cutAt);
        const findings = await findingsIn(engine, folder, file, contract);
        const told = findings.find(
          ({ column, check }) =>
            column === planted.column && (check === planted.check || check.split(' ')[0] === planted.check),
        );
        outcomes.push({ fault, data, found: told ?? null });
      }
    }
    return { outcomes, undamaged };
  } finally {
    engine.close();
    writer.closeSync();
    await rm(folder, { recursive: true });
  }
}

/** A file that cannot be read is a finding too. */
async function findingsIn(
  engine: Engine,
  root: string,
  path: string,
  contract: Located<DataContract>,
): Promise<readonly Finding[]> {
  try {
    const source = await openSource(engine, { path, root });
    return (await validate(engine, source, contract, { name: 'half', at: NOW })).findings;
  } catch (cause) {
    if (!(cause instanceof UserError)) throw cause;
    const { code, message } = cause;
    const whole = {
      column: null,
      expected: 'a whole file',
      rows: 0,
      of: 0,
      fraction: 1,
      examples: [],
      fix: '',
      line: 1,
    };
    return [{ ...whole, check: code, severity: 'error', observed: message }];
  }
}
