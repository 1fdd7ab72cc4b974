import { join } from 'node:path';
import { type BenchDocument, type BenchRow, costOf, machine } from '../document.ts';
import { inTurn } from '../in-turn.ts';
import { type Measured, measure } from '../measure.ts';
import { builtAssay, dataFolder, LIMIT_SECONDS, libraryFolder, ROOT, told, tool } from '../setting.ts';
import { figuresOf, figuresOfOurs, hasAll } from './agreement.ts';
import { type Beside, type Case, casesOf } from './cases.ts';
import { candidateFolder } from './setting.ts';

const PEERS = join(import.meta.dirname, 'peers');
const ROUNDS = 3;
const REPLICATES = 1000;

/** Scores come from one sort: the values of others are ours to all digits that additions in another order leave. */
const WITHIN = 1e-12;

/** Predictions of several tasks and sizes evaluated, beside the floor, scikit-learn, SciPy, fairlearn and confidenceinterval. */
export async function benchEvaluate(): Promise<BenchDocument> {
  const assay = builtAssay();
  const learn = await tool(PEERS, 'scikit_learn');
  const fair = await tool(PEERS, 'fairlearn');
  const interval = await tool(PEERS, 'confidenceinterval');
  const data = await dataFolder('evaluate', learn);
  const candidate = await candidateFolder(assay, data);
  const rows: BenchRow[] = [];
  for (const one of casesOf({ learn, fair, interval })) {
    told(one.name);
    rows.push(await rowOf(one, data, assay, candidate));
  }
  return { name: 'evaluate', verb: 'evaluate', machine: machine(ROOT), rows };
}

async function rowOf(
  { name, file, asked, beside }: Case,
  data: string,
  assay: string,
  candidate: string,
): Promise<BenchRow> {
  const limitSeconds = LIMIT_SECONDS;
  const command = [assay, 'evaluate', '--duckdb-library', libraryFolder(), '--json'];
  const others = beside.map(({ who, tool, args }): [string, () => Promise<Measured>] => [
    who,
    () => measure(tool?.python ?? process.execPath, args, { cwd: data, limitSeconds }),
  ]);
  const found = await inTurn(ROUNDS, {
    ours: () =>
      asked === null
        ? measure(process.execPath, command, { cwd: candidate, limitSeconds })
        : measure(process.execPath, [...command, ...asked, '--predictions', file], {
            cwd: data,
            limitSeconds,
          }),
    ...Object.fromEntries(others),
  } as Record<string, () => Promise<Measured>>);
  const of = ({ who }: Pick<Beside, 'who'>) => found[who] as Measured;
  const ours = of({ who: 'ours' });
  if (asked === null) requirePaired(ours.stdout);
  const figures = figuresOfOurs(ours.stdout);
  const apart = beside.filter(
    (one) =>
      one.replicates === undefined && !hasAll(figures, figuresOf(of(one).stdout), one.within ?? WITHIN),
  );
  for (const { who } of apart) told(`differs: ${who}`);
  return {
    case: name,
    ours: costOf(ours),
    floor: Object.fromEntries(
      beside.filter(({ tool }) => tool === null).map((one) => [one.who, costOf(of(one))]),
    ),
    peers: Object.fromEntries(
      beside.flatMap((one) =>
        one.tool === null ? [] : [[shown(one), { version: one.tool.version, ...costOf(of(one)) }] as const],
      ),
    ),
    agrees: apart.length === 0,
    figures: Object.fromEntries(beside.flatMap((one) => extrapolated(one, of(one), ours))),
  };
}

function shown({ who, replicates }: Beside): string {
  return replicates === undefined ? who : `${who}, ${replicates} replicates`;
}

/** What a thousand replicates would take, by what the few took; and how many times ours that is. */
function extrapolated({ who, replicates }: Beside, { seconds, stdout }: Measured, ours: Measured) {
  if (replicates === undefined) return [];
  const { resampling } = JSON.parse(stdout) as { resampling: number };
  const all = seconds + resampling * (REPLICATES / replicates - 1);
  return [
    [`${who}, ${REPLICATES} replicates, extrapolated from ${replicates}, s`, Math.round(all)] as const,
    [`${who}, ${REPLICATES} replicates, extrapolated, times ours`, Math.round(all / ours.seconds)] as const,
  ];
}

/** What is measured is the comparison row by row, and of every slice. */
function requirePaired(stdout: string): void {
  const { comparisons } = JSON.parse(stdout) as {
    comparisons: readonly { with: string; paired: boolean; metrics: readonly unknown[] }[];
  };
  const base = comparisons.find((comparison) => comparison.with === 'base');
  if (!base?.paired || base.metrics.length !== 51 * 17) throw new Error('not paired with the base');
}
