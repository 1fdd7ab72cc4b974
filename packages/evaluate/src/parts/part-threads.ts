import { getCompileCacheDir } from 'node:module';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Task } from '@assay/contract';
import { collectWithoutHelpers } from '@assay/data';
import type { Part } from '../measure.ts';
import type { TaskSample } from '../predictions/sample.ts';
import { type Found, type Work, type WorkName, workOn } from './part-works.ts';
import type { Answer, Order, Sent } from './thread.ts';

/** From this size of a file on threads are worth their start: a hundred thousand rows or so. */
const LARGE_BYTES = 2_000_000;
/** Each has a heap of its own. */
const MOST_THREADS = 4;

/** In the bundle its entry, beside which all its chunks lie; in a checkout the file itself. */
const MODULE = new URL(import.meta.url.endsWith('.ts') ? './thread.ts' : './index.js', import.meta.url);
const START = `
const { module, compiled } = require('node:worker_threads').workerData;
if (compiled !== undefined) require('node:module').enableCompileCache(compiled);
import(module).then(({ workInThread }) => workInThread());`;

/** Threads that compute parts of predictions. */
export interface PartThreads {
  run<Name extends WorkName>(name: Name, works: readonly Work<Name>[]): Promise<Found<Name>[]>;
  close(): Promise<void>;
}

interface Thread {
  worker: Worker;
  /** Parts that it has, and samples of all rows. */
  has: Set<Part | TaskSample>;
  job: Job | undefined;
}

interface Job {
  name: WorkName;
  work: Work<WorkName>;
  done: (found: Found<WorkName>) => void;
  failed: (error: unknown) => void;
}

/**
 * Starts threads where the predictions are many, while these are still being read; `undefined` where they are few, or texts,
 * which threads cannot share.
 *
 * A thread that was not to be had, or died, is done without: what it had to do, others do, and where none is left, or where
 * it failed, this one.
 */
export function startThreads(task: Task, bytes: number): PartThreads | undefined {
  if (task === 'text' || bytes < LARGE_BYTES) return undefined;
  collectWithoutHelpers();
  return threadsOf(Math.min(MOST_THREADS, availableParallelism()), MODULE.href);
}

/** @param module what has `workInThread` */
export function threadsOf(count: number, module: string): PartThreads {
  const queue: Job[] = [];
  const numbers = new Map<Part | TaskSample, number>();
  const threads = Array.from({ length: count }).flatMap(() => start() ?? []);

  function start(): Thread | undefined {
    const worker = workerOf(module);
    if (worker === undefined) return undefined;
    const thread: Thread = { worker, has: new Set(), job: undefined };
    worker.on('message', (answer: Answer) => {
      const { job } = thread;
      thread.job = undefined;
      if (job !== undefined && isLast(job)) thread.has.delete(job.work.part);
      if (job !== undefined) answer === null ? alone(job) : job.done(answer);
      next();
    });
    worker.on('error', () => leave(thread));
    worker.on('exit', () => leave(thread));
    return thread;
  }

  function leave(thread: Thread): void {
    const place = threads.indexOf(thread);
    if (place === -1) return;
    threads.splice(place, 1);
    if (thread.job !== undefined) queue.unshift(thread.job);
    next();
  }

  function next(): void {
    if (threads.length === 0) for (const job of queue.splice(0)) alone(job);
    for (const thread of threads) {
      while (thread.job === undefined && queue.length > 0)
        for (const job of queue.splice(choose(thread), 1)) give(thread, job);
    }
  }

  /** First what it measured before, of which it still has the order of rows; then what nobody has; else the last. */
  function choose(thread: Thread): number {
    const own = queue.findIndex(({ work }) => thread.has.has(work.part));
    if (own !== -1) return own;
    const free = queue.findIndex(({ work }) => !threads.some(({ has }) => has.has(work.part)));
    return free === -1 ? queue.length - 1 : free;
  }

  function give(thread: Thread, job: Job): void {
    const order = orderOf(thread, job);
    const { part } = job.work;
    try {
      thread.worker.postMessage(order);
    } catch {
      // The user's own metrics are functions, which no thread can be sent.
      alone(job);
      return;
    }
    thread.has.add(part);
    for (const whole of wholesOf(job)) thread.has.add(whole);
    thread.job = job;
  }

  function orderOf({ has }: Thread, job: Job): Order {
    const { part, other, ...work } = { other: undefined, ...job.work };
    const sent = <Of extends { whole: TaskSample }>(of: Of): Sent<Of> => ({
      ...of,
      whole: numberOf(of.whole),
    });
    return {
      name: job.name,
      work,
      other: typeof other === 'object' ? sent(other) : other,
      number: numberOf(part),
      last: isLast(job),
      part: has.has(part) ? undefined : sent(part),
      wholes: wholesOf(job).flatMap((whole) => (has.has(whole) ? [] : [[numberOf(whole), whole] as const])),
    };
  }

  function numberOf(sent: Part | TaskSample): number {
    const number = numbers.get(sent) ?? numbers.size;
    numbers.set(sent, number);
    return number;
  }

  return {
    run: <Name extends WorkName>(name: Name, works: readonly Work<Name>[]) => {
      const found = works.map(
        (work) =>
          new Promise<Found<Name>>((done, failed) => {
            queue.push({ name, work, done: done as Job['done'], failed });
          }),
      );
      next();
      return Promise.all(found);
    },
    close: async () => {
      await Promise.all(threads.splice(0).map(({ worker }) => worker.terminate()));
    },
  };
}

/** The samples of all rows that a job is about. */
function wholesOf({ work }: Job): TaskSample[] {
  const other = 'other' in work ? work.other : undefined;
  return typeof other === 'object' ? [work.part.whole, other.whole] : [work.part.whole];
}

/** A part that was compared with a model is not kept: its arrays are most of what a thread holds. */
function isLast({ work }: Job): boolean {
  return 'other' in work && work.other !== 'trivial';
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

/** Computes every part, in threads where there are any. */
export async function workOnParts<Name extends WorkName>(
  threads: PartThreads | undefined,
  name: Name,
  works: readonly Work<Name>[],
): Promise<Found<Name>[]> {
  return threads ? threads.run(name, works) : works.map((work) => workOn(name, work));
}

function alone({ name, work, done, failed }: Job): void {
  try {
    done(workOn(name, work));
  } catch (error) {
    failed(error);
  }
}
