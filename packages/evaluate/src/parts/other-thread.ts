import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Part } from '../measure.ts';
import type { TaskSample } from '../predictions/sample.ts';
import { doHere, isLast, type Job, type Kept, keepPart, wholesOf } from './job.ts';
import type { Answer, Order, Sent } from './thread.ts';

const START = `
const { module, compiled } = require('node:worker_threads').workerData;
if (compiled !== undefined) require('node:module').enableCompileCache(compiled);
import(module).then(({ workInThread }) => workInThread());`;

/** A thread beside this one. */
export interface OtherThread {
  readonly kept: Kept;
  /** What it is at, and what it does next: this thread may be at work itself when it is done. */
  readonly jobs: Job[];
  /** Has it do more; what it cannot be sent is done here at once. */
  give(job: Job): void;
  end(): Promise<unknown>;
}

/**
 * Starts a thread, where one is to be had.
 *
 * @param module what has `workInThread`
 * @param told when it did a job, and when it died
 */
export function otherThread(
  module: string,
  told: { readonly answered: () => void; readonly died: (thread: OtherThread) => void },
): OtherThread | undefined {
  const worker = workerOf(module);
  if (worker === undefined) return undefined;
  const numbers = new Map<Part | TaskSample, number>();
  const numberOf = (sent: Part | TaskSample) => {
    const number = numbers.get(sent) ?? numbers.size;
    numbers.set(sent, number);
    return number;
  };
  const thread: OtherThread = {
    kept: new Set(),
    jobs: [],
    give: (job) => {
      try {
        worker.postMessage(orderOf(job, thread.kept, numberOf));
      } catch {
        // The user's own metrics are functions, which no thread can be sent.
        doHere(job);
        return;
      }
      keepPart(thread.kept, job);
      for (const whole of wholesOf(job)) thread.kept.add(whole);
      thread.jobs.push(job);
    },
    end: () => worker.terminate(),
  };
  worker.on('message', (answer: Answer) => {
    const job = thread.jobs.shift();
    if (job !== undefined) answer === null ? doHere(job) : job.done(answer);
    told.answered();
  });
  worker.on('error', () => told.died(thread));
  worker.on('exit', () => told.died(thread));
  return thread;
}

function orderOf(job: Job, kept: Kept, numberOf: (sent: Part | TaskSample) => number): Order {
  const { part, other, ...work } = { other: undefined, ...job.work };
  const sent = <Of extends { whole: TaskSample }>(of: Of): Sent<Of> => ({ ...of, whole: numberOf(of.whole) });
  return {
    name: job.name,
    work,
    other: typeof other === 'object' ? sent(other) : other,
    number: numberOf(part),
    last: isLast(job),
    part: kept.has(part) ? undefined : sent(part),
    wholes: wholesOf(job).flatMap((whole) => (kept.has(whole) ? [] : [[numberOf(whole), whole] as const])),
  };
}

function workerOf(module: string): Worker | undefined {
  try {
    // A thread does not look for compiled code where the command keeps it, unless it is told.
    const folder = getCompileCacheDir();
    return new Worker(START, { eval: true, workerData: { module, compiled: folder && dirname(folder) } });
  } catch {
    return undefined;
  }
}
