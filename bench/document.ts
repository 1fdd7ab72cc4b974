import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import type { Measured } from './measure.ts';

/** A cost, as the document shows it. `over`: it was ended at its time limit, and would have taken longer. */
export interface Cost {
  seconds: number;
  'cpu-seconds': number | null;
  mb: number | null;
  over?: true;
}

/** One case: ours beside the floor, which is the least that a hand-written program takes, and beside the peers. */
export interface BenchRow {
  case: string;
  ours: Cost;
  floor: Record<string, Cost>;
  peers: Record<string, Cost & { version: string }>;
  /** Whether our numbers are the others'; null: there is nothing of theirs to hold them to. */
  agrees: boolean | null;
  /** What else was measured, with its unit in the name. */
  figures?: Record<string, number>;
}

export interface BenchDocument {
  name: string;
  /** Ours. */
  verb: string;
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

export function costOf({ seconds, cpu, mb, finished }: Measured): Cost {
  const cost = {
    seconds: Number(seconds.toFixed(2)),
    'cpu-seconds': cpu === null ? null : Number(cpu.toFixed(1)),
    mb: mb === null ? null : Math.round(mb),
  };
  return finished ? cost : { ...cost, over: true };
}

/** The rows as a Markdown table, with ratios to ours, and the machine above it. */
export function tableOf({ verb, machine: { cpus, model, ...rest }, rows }: BenchDocument): string {
  const lines = rows.flatMap(({ case: name, ours, floor, peers, agrees, figures = {} }) => {
    const same = agrees === null ? '' : agrees ? 'yes' : '**no**';
    const line = (who: string, cost: Cost) => `| | ${who} | ${shown(cost)} | ${ratio(cost, ours)} | |`;
    return [
      `| ${name} | **${verb}** | ${shown(ours)} | 1 | ${same} |`,
      ...Object.entries(floor).map(([who, cost]) => line(`floor: ${who}`, cost)),
      ...Object.entries(peers).map(([who, cost]) => line(`${who} ${cost.version}`, cost)),
      ...Object.entries(figures).map(([what, figure]) => `| | ${what}: ${figure} | | | | | |`),
    ];
  });
  return [
    `${cpus} × ${model}, ${rest['memory-gb']} GB; Node ${rest.node}; commit ${rest.commit}, ${rest.date}`,
    '',
    '| case | | whole process, s | of processors, s | peak, MB | times ours | same numbers |',
    '|---|---|--:|--:|--:|--:|---|',
    ...lines,
  ].join('\n');
}

function shown({ seconds, 'cpu-seconds': cpu, mb, over }: Cost): string {
  return `${over ? '> ' : ''}${seconds.toFixed(2)} | ${cpu?.toFixed(1) ?? '?'} | ${mb ?? '?'}`;
}

function ratio(cost: Cost, ours: Cost): string {
  return `${cost.over ? '> ' : ''}${(cost.seconds / ours.seconds).toFixed(2)}`;
}
