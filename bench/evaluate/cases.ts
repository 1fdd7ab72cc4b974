import { join } from 'node:path';
import type { Tool } from '../setting.ts';
import { METRICS } from './setting.ts';

const FLOOR = join(import.meta.dirname, 'floor.ts');

/** A program beside ours, on the same file. */
export interface Beside {
  readonly who: string;
  /** `null`: the floor. */
  readonly tool: Tool | null;
  readonly args: readonly string[];
  /** How near its values are to ours, as a part of them; usually all but the last of their digits. */
  readonly within?: number;
  /** It resamples this often, of the thousand that are asked for. */
  readonly replicates?: number;
}

/** What is evaluated, and beside what. */
export interface Case {
  readonly name: string;
  readonly file: string;
  /** Arguments of ours beside the file; `null`: in a repository, against its base, as its contract says. */
  readonly asked: readonly string[] | null;
  readonly beside: readonly Beside[];
}

export interface Tools {
  readonly learn: Tool;
  readonly fair: Tool;
  readonly interval: Tool;
}

const classes = Array.from({ length: 10 }, (_, code) => ['--score', `c${code}=c${code}`]).flat();
const binary = ['--task', 'binary', '--label', 'label', '--score', 'score', '--metrics', METRICS.join(',')];

/** Every case of the benchmark. What resamples in other tools does so a few times only: the rest would take days. */
export function casesOf({ learn, fair, interval }: Tools): Case[] {
  const floor = (file: string, ...args: string[]): Beside => ({
    who: 'one hand-written program, six metrics',
    tool: null,
    args: [FLOOR, file, ...args],
  });
  const peer = (who: string, tool: Tool, ...args: string[]): Beside => ({
    who,
    tool,
    args: [tool.script, ...args],
  });
  const whole = (file: string) => peer('scikit-learn, once', learn, file, 'whole');
  return [
    {
      name: 'D4: 1,000,000 rows, 17 metrics, 50 slices, paired with a base',
      file: 'd4.parquet',
      asked: null,
      beside: [
        floor('d4.parquet', 'slices'),
        peer('scikit-learn, once in each slice', learn, 'd4.parquet', 'slices'),
        peer('fairlearn MetricFrame, 8 metrics', fair, 'd4.parquet'),
      ],
    },
    {
      name: 'D4: without slices and base',
      file: 'd4.parquet',
      asked: binary,
      beside: [
        floor('d4.parquet'),
        whole('d4.parquet'),
        { ...peer('SciPy bootstrap, 15 metrics', learn, 'd4.parquet', 'bootstrap', '3'), replicates: 3 },
        // Its area is a number of 32 bits.
        { ...peer('confidenceinterval, DeLong', interval, 'd4.parquet', 'delong'), within: 1e-6 },
        {
          ...peer('confidenceinterval, bootstrap of the area', interval, 'd4.parquet', 'bootstrap', '10'),
          replicates: 10,
        },
      ],
    },
    {
      name: '10 classes, 1,000,000 rows, the usual metrics',
      file: 'classes.parquet',
      asked: ['--task', 'multiclass', '--label', 'label', ...classes],
      beside: [peer('scikit-learn, once', learn, 'classes.parquet', 'classes')],
    },
    {
      name: 'numbers, 1,000,000 rows, the usual metrics',
      file: 'numbers.parquet',
      asked: ['--task', 'regression', '--label', 'label', '--prediction', 'prediction'],
      beside: [peer('scikit-learn, once', learn, 'numbers.parquet', 'numbers')],
    },
    {
      name: 'binary, 10,000,000 rows, 17 metrics',
      file: 'd4_10m.parquet',
      asked: binary,
      beside: [floor('d4_10m.parquet'), whole('d4_10m.parquet')],
    },
    {
      name: 'binary, 5,000 rows, 17 metrics',
      file: 'd4_5000.parquet',
      asked: binary,
      beside: [floor('d4_5000.parquet'), whole('d4_5000.parquet')],
    },
  ];
}
