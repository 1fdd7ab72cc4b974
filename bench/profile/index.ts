import { readFileSync } from 'node:fs';
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
import { differences, toldOf } from './agreement.ts';

const FLOOR = join(import.meta.dirname, 'floor.ts');
const PEERS = join(import.meta.dirname, 'peers');
const ROUNDS = 3;

/** Tools by what they are called here, and the cases that each is measured in. */
const TOOLS = {
  duckdb: 'DuckDB SUMMARIZE',
  polars: 'polars describe',
  pandas: 'pandas describe',
  tensorflow_data_validation: 'TFDV',
  whylogs: 'whylogs',
  ydata_profiling: 'ydata-profiling, minimal',
} as const;
type Name = keyof typeof TOOLS;

const CASES: readonly [string, string, readonly Name[]][] = [
  ['D1: 1,000,000 rows of 20 columns', 'd1.parquet', Object.keys(TOOLS) as Name[]],
  [
    'D2: 10,000,000 rows of 11 columns',
    'd2.parquet',
    ['duckdb', 'polars', 'pandas', 'tensorflow_data_validation'],
  ],
  ['D2 five times: 50,000,000 rows', 'd2x5.parquet', ['duckdb']],
];

/** The full profile of one file, stored, beside the floor and other tools. */
export async function benchProfile(): Promise<BenchDocument> {
  const assay = builtAssay();
  const tools = new Map<Name, Tool>();
  for (const name of Object.keys(TOOLS) as Name[]) tools.set(name, await tool(PEERS, name));
  const data = await dataFolder('profile', tools.get('pandas') as Tool);
  const rows: BenchRow[] = [];
  for (const [name, file, peers] of CASES) {
    told(name);
    const some = peers.map((peer): [Name, Tool] => [peer, tools.get(peer) as Tool]);
    rows.push(await rowOf(name, data, file, assay, some));
  }
  return { name: 'profile', verb: 'validate-data --profile', machine: machine(ROOT), rows };
}

async function rowOf(
  name: string,
  cwd: string,
  file: string,
  assay: string,
  tools: readonly [Name, Tool][],
): Promise<BenchRow> {
  const options = { cwd, limitSeconds: LIMIT_SECONDS };
  const command = [assay, 'validate-data', '--duckdb-library', libraryFolder(), '--json'];
  const peers = tools.map(([peer, { python, script }]): [string, () => Promise<Measured>] => [
    peer,
    () => measure(python, [script, file], options),
  ]);
  const found = await inTurn(ROUNDS, {
    floor: () => measure(process.execPath, [FLOOR, file], options),
    digested: () => measure(process.execPath, [FLOOR, file, 'digest'], options),
    ours: () => measure(process.execPath, [...command, '--data', file, '--profile', 'profile.json'], options),
    ...Object.fromEntries(peers),
  } as Record<string, () => Promise<Measured>>);
  const profile = JSON.parse(readFileSync(join(cwd, 'profile.json'), 'utf8'));
  const apart = ['floor', ...tools.map(([peer]) => peer)].flatMap((who) =>
    differences(profile, toldOf(of(found, who).stdout)).map((what) => `${who}: ${what}`),
  );
  for (const what of apart) told(`differs: ${what}`);
  return {
    case: name,
    ours: costOf(of(found, 'ours')),
    floor: {
      'one hand-written program': costOf(of(found, 'floor')),
      'the same, and the SHA-256 of the file': costOf(of(found, 'digested')),
    },
    peers: Object.fromEntries(
      tools.map(([peer, { version }]) => [TOOLS[peer], { version, ...costOf(of(found, peer)) }]),
    ),
    agrees: apart.length === 0,
  };
}

function of(found: Readonly<Record<string, Measured>>, name: string): Measured {
  return found[name] as Measured;
}
