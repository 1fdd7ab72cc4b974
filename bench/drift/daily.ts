import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { bareRepository, temporaryFolder, temporaryRepository } from '../../test/harness/index.ts';
import { type BenchRow, costOf } from '../document.ts';
import { inTurn } from '../in-turn.ts';
import { measure } from '../measure.ts';
import { LIMIT_SECONDS, told } from '../setting.ts';
import type { Ours } from './setting.ts';

const UPDATE = join(import.meta.dirname, 'update.ts');

const COLUMNS = 2000;
const DAYS = 3;

const CONTRACT = `assay: 1
model: bench
drift:
  daily: {current: 'lake/{{ date }}.parquet', reference: reference.parquet}
`;

/** A day of a monitor of 2,000 columns: 5,000 rows against the memory of 20,000 in the ledger. */
export async function dailyRow(ours: Ours): Promise<BenchRow> {
  told(`a monitor of ${COLUMNS} columns`);
  const repository = await temporaryRepository();
  const { path } = repository;
  await repository.commit('contract', {
    'assay.yml': CONTRACT,
    '.gitignore': '*.parquet\n.assay\n',
    'lake/.keep': '',
  });
  const remote = await bareRepository(temporaryFolder('bench'), 'origin');
  await repository.git('remote', 'add', 'origin', `file://${remote}`);
  await write(join(path, 'reference.parquet'), 20_000, 0);
  for (let day = 1; day <= DAYS + 1; day++)
    await write(join(path, `lake/2026-01-0${day}.parquet`), 5_000, day);
  let day = 1;
  const check = () => ours(path, '--date', `2026-01-0${day++}`);
  const first = await check();
  const { daily } = await inTurn(DAYS, { daily: check });
  await repository.git('fetch', '--quiet', 'origin', 'assay-ledger');
  const state = await repository.git('show', 'FETCH_HEAD:drift/bench/daily.json');
  const report = JSON.parse(readFileSync(join(path, '.assay/drift.json'), 'utf8')) as {
    outcome: string;
    history: { checks: number };
  };
  if (report.outcome === 'drift' || report.history.checks !== DAYS + 1)
    throw new Error(`not ${DAYS + 1} checks without drift: ${report.outcome}, ${report.history.checks}`);
  return {
    case: `a day of a monitor of ${COLUMNS} columns, 5,000 rows`,
    ours: costOf(daily),
    floor: {},
    peers: {},
    agrees: null,
    figures: {
      'first check, s': Number(first.seconds.toFixed(1)),
      'memory in the ledger, MB': Number((Buffer.byteLength(state) / 1e6).toFixed(2)),
      'that memory read, a batch counted into it, and the next one made, s of processors':
        await updateSeconds(join(temporaryFolder('bench'), 'daily.json'), state),
    },
  };
}

/** The memory by itself, in a process of its own: the middle of three runs. */
async function updateSeconds(file: string, state: string): Promise<number> {
  writeFileSync(file, state);
  const options = { cwd: dirname(file), limitSeconds: LIMIT_SECONDS };
  const runs: number[] = [];
  for (let round = 0; round < 3; round++)
    runs.push(Number((await measure(process.execPath, [UPDATE, file], options)).stdout));
  return Number((runs.toSorted((a, b) => a - b)[1] ?? Number.NaN).toFixed(2));
}

/** Numbers that are the same on every run: a hash of row, column and seed, spread evenly. */
async function write(file: string, rows: number, seed: number): Promise<void> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const columns = Array.from(
    { length: COLUMNS },
    (_, i) => `hash(r, ${i}, ${seed}) / 1.8446744073709552e19 AS x${i}`,
  );
  await connection.run(
    `COPY (SELECT ${columns.join(', ')} FROM range(${rows}) t(r)) TO '${file}' (FORMAT parquet)`,
  );
  connection.closeSync();
}
