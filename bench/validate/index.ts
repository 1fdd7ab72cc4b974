import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BenchDocument, type BenchRow, costOf, machine } from '../document.ts';
import { inTurn } from '../in-turn.ts';
import { type Measured, measure } from '../measure.ts';
import {
  builtAssay,
  dataFolder,
  LIMIT_SECONDS,
  libraryFolder,
  ROOT,
  type Tool,
  told,
  tool,
} from '../setting.ts';
import { agree, failedOf, failedOfOurs } from './agreement.ts';
import { checks, contractOf, types } from './checks.ts';
import { smallRows } from './small.ts';

const FLOOR = join(import.meta.dirname, 'floor.ts');
const PEERS = join(import.meta.dirname, 'peers');
const ROUNDS = 5;

const CASES = [
  ['D1: 1,000,000 rows of 20 columns, 40 checks and 20 types; all pass', 'd1.parquet', 0],
  ['D1 with faults: ten of the checks fail', 'd1_broken.parquet', 10],
] as const;

/** One contract held against sound data and broken ones, beside the floor, pandera and Great Expectations. */
export async function benchValidate(): Promise<BenchDocument> {
  const assay = builtAssay();
  const pandera = await tool(PEERS, 'pandera');
  const expectations = await tool(PEERS, 'great_expectations');
  const data = await dataFolder('validate', pandera);
  // JSON is YAML.
  writeFileSync(join(data, 'contract.yml'), JSON.stringify(contractOf(), null, 1));
  writeFileSync(join(data, 'checks.json'), JSON.stringify({ types, checks }));
  const rows: BenchRow[] = [];
  for (const [name, file, failing] of CASES) {
    told(name);
    rows.push(await rowOf(name, data, file, failing, assay, { pandera, expectations }));
  }
  told('small files');
  rows.push(...(await smallRows(assay)));
  return { name: 'validate', verb: 'validate-data', machine: machine(ROOT), rows };
}

async function rowOf(
  name: string,
  data: string,
  file: string,
  failing: number,
  assay: string,
  { pandera, expectations }: Record<'pandera' | 'expectations', Tool>,
): Promise<BenchRow> {
  const options = { cwd: data, limitSeconds: LIMIT_SECONDS };
  const command = [assay, 'validate-data', '--duckdb-library', libraryFolder(), '--json'];
  const python = ({ python, script }: Tool, ...args: string[]) =>
    measure(python, [script, ...args, file, 'checks.json'], options);
  const found = await inTurn(ROUNDS, {
    floor: () => measure(process.execPath, [FLOOR, file], options),
    digested: () => measure(process.execPath, [FLOOR, file, 'digest'], options),
    instructed: () => measure(process.execPath, [FLOOR, file, 'digest', 'contract.yml'], options),
    ours: () =>
      measure(process.execPath, [...command, '--data', file, '--contract', 'contract.yml'], {
        ...options,
        mayExit: failing === 0 ? 0 : 1,
      }),
    pandas: () => python(pandera, 'pandas'),
    polars: () => python(pandera, 'polars'),
    expectations: () => python(expectations),
  });
  const { ours, ...others } = found;
  const failed = failedOfOurs(ours.stdout);
  const agrees = Object.values(others).map(({ stdout }) => agree(failed, failedOf(stdout)));
  const peer = ({ version }: Tool, measured: Measured) => ({ version, ...costOf(measured) });
  return {
    case: name,
    ours: costOf(ours),
    floor: {
      'one hand-written program': costOf(found.floor),
      'the same, and the SHA-256 of the file': costOf(found.digested),
      'that, and its contract parsed': costOf(found.instructed),
    },
    peers: {
      'pandera on pandas': peer(pandera, found.pandas),
      'pandera on polars': peer(pandera, found.polars),
      'Great Expectations': peer(expectations, found.expectations),
    },
    agrees: Object.keys(failed).length === failing && agrees.every(Boolean),
  };
}
