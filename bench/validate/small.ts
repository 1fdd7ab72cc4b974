import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../test/harness/index.ts';
import { type BenchRow, costOf } from '../document.ts';
import { inTurn } from '../in-turn.ts';
import { measure } from '../measure.ts';
import { LIMIT_SECONDS, libraryFolder, ROOT } from '../setting.ts';

const ROUNDS = 5;

const FILES = {
  'adult.parquet': 'test/data/adult.parquet',
  'trips.csv': 'examples/taxi-tips/data/trips.csv',
} as const;

/** Small files against the contract that is inferred from each: nearly all of it is the start of a process. */
export async function smallRows(assay: string): Promise<BenchRow[]> {
  const cwd = temporaryFolder('bench');
  const run = (file: string, ...args: string[]) => {
    const command = [assay, 'validate-data', '--duckdb-library', libraryFolder(), '--data', file, ...args];
    return measure(process.execPath, command, { cwd, limitSeconds: LIMIT_SECONDS });
  };
  const rows: BenchRow[] = [];
  for (const [file, path] of Object.entries(FILES)) {
    copyFileSync(join(ROOT, path), join(cwd, file));
    await run(file, '--infer', '--out', 'contract.yml');
    const { ours } = await inTurn(ROUNDS, { ours: () => run(file, '--contract', 'contract.yml', '--json') });
    rmSync(join(cwd, 'contract.yml'));
    rows.push({
      case: `${file}, its inferred contract`,
      ours: costOf(ours),
      floor: {},
      peers: {},
      agrees: null,
    });
  }
  return rows;
}
