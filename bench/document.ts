import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import type { Measured } from './measure.ts';

/** A cost, as the document shows it. `over`: it was ended at its time limit, and would have taken longer. */
export interface Cost {
  seconds: number;
  mb: number | null;
  over?: true;
}

/** One case: ours beside the floor, which is the least that a hand-written program takes, and beside the peers. */
export interface BenchRow {
  case: string;
  ours: Cost;
  floor: Record<string, Cost>;
  peers: Record<string, Cost & { version: string }>;
  /** Whether our numbers are the peers'; null: there is nothing of theirs to hold them to. */
  agrees: boolean | null;
}

export interface BenchDocument {
  name: string;
  machine: { cpus: number; model: string; 'memory-gb': number; node: string; date: string; commit: string };
  rows: BenchRow[];
}

export function machine(root: string): BenchDocument['machine'] {
  const [first] = cpus();
  return {
    cpus: cpus().length,
    model: first?.model.trim() ?? '',
    'memory-gb': Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    date: new Date().toISOString().slice(0, 10),
    commit: execFileSync('git', ['-C', root, 'rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
  };
}

export function costOf({ seconds, mb, finished }: Measured): Cost {
  const cost = { seconds: Number(seconds.toFixed(2)), mb: mb === null ? null : Math.round(mb) };
  return finished ? cost : { ...cost, over: true };
}

/** The rows as a Markdown table, with ratios to ours. */
export function tableOf({ rows }: BenchDocument): string {
  const shown = ({ seconds, mb, over }: Cost) => `${over ? '> ' : ''}${seconds} s, ${mb ?? '?'} MB`;
  const ratio = (cost: Cost, ours: Cost) =>
    `${cost.over ? '> ' : ''}${(cost.seconds / ours.seconds).toFixed(2)}`;
  const lines = rows.flatMap((row) => [
    `| ${row.case} | **check-drift** | ${shown(row.ours)} | 1 | ${row.agrees === null ? '' : row.agrees ? 'yes' : '**no**'} |`,
    ...Object.entries(row.floor).map(
      ([name, cost]) => `| | floor: ${name} | ${shown(cost)} | ${ratio(cost, row.ours)} | |`,
    ),
    ...Object.entries(row.peers).map(
      ([name, cost]) => `| | ${name} ${cost.version} | ${shown(cost)} | ${ratio(cost, row.ours)} | |`,
    ),
  ]);
  return ['| case | | whole process | times ours | same numbers |', '|---|---|--:|--:|---|', ...lines].join(
    '\n',
  );
}
