import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../test/harness/index.ts';
import { type BenchDocument, type BenchRow, costOf, machine } from '../document.ts';
import { measure, medianOf } from '../measure.ts';
import { agreesWithFloor, agreesWithPeer } from './agreement.ts';
import { dailyRow } from './daily.ts';
import { dataFolder, libraryFolder, type Ours, type Peer, peer, told } from './setting.ts';

const ROOT = join(import.meta.dirname, '../..');
const FLOOR = join(import.meta.dirname, 'floor.ts');
const TIMES = 3;
const LIMIT_SECONDS = 400;

interface Case {
  readonly name: string;
  readonly set: string;
}

const CASES: readonly Case[] = [
  { name: 'D1: 20 mixed columns, 500,000 rows a side', set: 'd1' },
  { name: 'D3: 500 numeric columns, 100,000 rows a side', set: 'd3' },
];

/** One shot on two data sets, beside NannyML and Evidently; and a day of a monitor of 2,000 columns. */
export async function benchDrift(): Promise<BenchDocument> {
  const built = join(ROOT, 'release/dist');
  if (!existsSync(join(built, 'assay.js')))
    throw new Error('there is no release to measure: run `pnpm build` first');
  // A copy: a build meanwhile would take it away.
  const release = temporaryFolder('bench');
  cpSync(built, release, { recursive: true });
  const assay = join(release, 'assay.js');
  const nannyml = await peer('nannyml', ['--method', 'js@nannyml']);
  const evidently = await peer('evidently', ['--method', 'default@evidently']);
  const data = await dataFolder(nannyml);
  const ours: Ours = (cwd, ...args) => {
    const command = [assay, 'check-drift', '--duckdb-library', libraryFolder(), '--json', ...args];
    return measure(process.execPath, command, { cwd, limitSeconds: LIMIT_SECONDS });
  };
  const rows: BenchRow[] = [];
  for (const each of CASES) rows.push(...(await rowsOf(each, data, [nannyml, evidently], ours)));
  rows.push(await dailyRow(ours));
  return { name: 'drift', machine: machine(ROOT), rows };
}

async function rowsOf(
  { name, set }: Case,
  data: string,
  peers: readonly Peer[],
  ours: Ours,
): Promise<BenchRow[]> {
  const files = [`${set}_ref.parquet`, `${set}_cur.parquet`] as const;
  const sides = ['--reference', files[0], '--current', files[1]];
  const options = { cwd: data, limitSeconds: LIMIT_SECONDS };
  told(name);
  await ours(data, ...sides); // the files come into the system's cache, for whoever is first
  const own = await medianOf(TIMES, () => ours(data, ...sides));
  const floor = await medianOf(TIMES, () => measure(process.execPath, [FLOOR, ...files], options));
  const main: BenchRow = {
    case: name,
    ours: costOf(own),
    floor: { 'Node, two workers, numbers only': costOf(floor) },
    peers: {},
    agrees: agreesWithFloor(own, floor),
  };
  await ours(data, '--reference', files[0], '--save-profile', `${set}.json`);
  const profiled = await medianOf(TIMES, () =>
    ours(data, '--reference', `${set}.json`, '--current', files[1]),
  );
  const stored: BenchRow = {
    case: `${name}; reference as a stored profile`,
    ours: costOf(profiled),
    floor: {},
    peers: {},
    agrees: agreesWithFloor(profiled, floor),
  };
  const rows = [main, stored];
  for (const { name: tool, version, asOurs, python, script } of peers) {
    told(`${name}: ${tool}`);
    const theirs = await measure(python, [script, ...files], options);
    const peerCost = { [tool]: { version, ...costOf(theirs) } };
    Object.assign(main.peers, peerCost);
    const same = await ours(data, ...sides, ...asOurs);
    rows.push({
      case: `${name}; ${asOurs.join(' ')}`,
      ours: costOf(same),
      floor: {},
      peers: peerCost,
      agrees: agreesWithPeer(same, theirs),
    });
  }
  return rows;
}
