import { linkSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type BenchRow, costOf } from '../document.ts';
import { inTurn } from '../in-turn.ts';
import { type Measured, measure } from '../measure.ts';
import { LIMIT_SECONDS, told } from '../setting.ts';
import { agreesWithFloor, agreesWithPeer } from './agreement.ts';
import type { Ours, Peer } from './setting.ts';

const FLOOR = join(import.meta.dirname, 'floor.ts');
const READING = join(import.meta.dirname, 'reading.ts');
const ROUNDS = 3;

/**
 * A data set: by our own rule beside the floor and the peers; the same with a stored profile; and by each peer's method,
 * where our numbers must be the peer's.
 */
export async function rowsOf(
  name: string,
  data: string,
  set: string,
  columns: readonly string[],
  peers: readonly Peer[],
  ours: Ours,
): Promise<BenchRow[]> {
  const files = [`${set}_ref.parquet`, `${set}_cur.parquet`] as const;
  // By name, so that all are compared: of themselves ids are left out, which floor and peers know nothing of.
  const named = ['--columns', columns.join(',')];
  const sides = ['--reference', files[0], '--current', files[1], ...named];
  const options = { cwd: data, limitSeconds: LIMIT_SECONDS };
  told(name);
  // The files come into the system's cache, for whoever is first.
  const stored = await withoutReference(data, set, files, named, ours);
  const programs: Record<string, () => Promise<Measured>> = {
    reading: () => measure(process.execPath, [READING, ...files], options),
    floor: () => measure(process.execPath, [FLOOR, ...files], options),
    own: () => ours(data, ...sides),
    stored: () => ours(stored, '--reference', 'profile.json', '--current', files[1], ...named),
  };
  for (const { name, asOurs, python, script } of peers) {
    programs[name] = () => measure(python, [script, ...files], options);
    programs[`as ${name}`] = () => ours(data, ...sides, ...asOurs);
  }
  const found = await inTurn(ROUNDS, programs);
  const of = (program: string) => found[program] as Measured;
  const [floor, own] = [of('floor'), of('own')];
  const costs = peers.map(
    (peer) => [peer.name, { version: peer.version, ...costOf(of(peer.name)) }] as const,
  );
  const row = (what: string, program: string, agrees: boolean | null): BenchRow => ({
    case: what,
    ours: costOf(of(program)),
    floor: {},
    peers: {},
    agrees,
  });
  return [
    {
      ...row(name, 'own', agreesWithFloor(own.stdout, floor.stdout)),
      floor: {
        'both files read and digested, nothing compared': costOf(of('reading')),
        'Node, two workers, numbers only': costOf(floor),
      },
      peers: Object.fromEntries(costs),
    },
    row(
      `${name}; a stored profile, and no reference`,
      'stored',
      agreesWithFloor(of('stored').stdout, floor.stdout),
    ),
    ...peers.map((peer, index): BenchRow => {
      const [theirs, same] = [of(peer.name), of(`as ${peer.name}`)];
      const agrees = theirs.finished ? agreesWithPeer(same.stdout, theirs.stdout) : null;
      const peers = Object.fromEntries(costs.slice(index, index + 1));
      return { ...row(`${name}; ${peer.asOurs.join(' ')}`, `as ${peer.name}`, agrees), peers };
    }),
  ];
}

/** A folder with the profile of the reference and the current data: the reference itself is not there to be read. */
async function withoutReference(
  data: string,
  set: string,
  [reference, current]: readonly [string, string],
  named: readonly string[],
  ours: Ours,
): Promise<string> {
  const folder = join(data, `${set}-stored`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  linkSync(join(data, current), join(folder, current));
  await ours(data, '--reference', reference, '--save-profile', `${set}.json`, ...named);
  renameSync(join(data, `${set}.json`), join(folder, 'profile.json'));
  return folder;
}
