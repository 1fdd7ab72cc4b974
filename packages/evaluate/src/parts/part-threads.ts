import { availableParallelism } from 'node:os';
import type { Task } from '@assay/contract';
import { collectArrays, collectWithoutHelpers } from '@assay/data';
import { doHere, type Job, type Kept, keepPart } from './job.ts';
import { type OtherThread, otherThread } from './other-thread.ts';
import { type Found, type Work, type WorkName, workOn } from './part-works.ts';

/** From this size of a file on threads are worth their start: a hundred thousand rows or so. */
const LARGE_BYTES = 2_000_000;
/** With this one; each other has a heap of its own, and compiles what it runs for itself. */
const MOST_THREADS = 4;
/** That another has, at least: one that it is at, and one for when that is done. */
const JOBS_AT_ONCE = 2;

/** In the bundle its entry, beside which all its chunks lie; in a checkout the file itself. */
const MODULE = new URL(import.meta.url.endsWith('.ts') ? './thread.ts' : './index.js', import.meta.url);

/** Threads that compute parts of predictions. */
export interface PartThreads {
  run<Name extends WorkName>(name: Name, works: readonly Work<Name>[]): Promise<Found<Name>[]>;
  /** From now on this thread takes work too, a piece at a time, where it has nothing else to do. */
  help(): void;
  close(): Promise<void>;
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
  const others = Math.min(MOST_THREADS, availableParallelism()) - 1;
  return others === 0 ? undefined : threadsOf(others, MODULE.href);
}

/** @param count of threads beside this one @param module what has `workInThread` */
export function threadsOf(count: number, module: string): PartThreads {
  const queue: Job[] = [];
  const here = { kept: new Set() as Kept, helps: false, isAsked: false };
  const others = Array.from({ length: count }).flatMap(
    () => otherThread(module, { answered: next, died: doWithout }) ?? [],
  );

  function doWithout(thread: OtherThread): void {
    const place = others.indexOf(thread);
    if (place === -1) return;
    others.splice(place, 1);
    queue.unshift(...thread.jobs);
    next();
  }

  function next(): void {
    if (others.length === 0) for (const job of queue.splice(0)) doHere(job);
    // The more are left, the more each is given: so that none waits while this thread is busy, and all are done at one time.
    const share = queue.length / (2 * (others.length + 1));
    for (let place = 0; place < Math.max(JOBS_AT_ONCE, share); place++)
      for (const thread of others) {
        while (thread.jobs.length <= place && queue.length > 0)
          for (const job of queue.splice(choose(thread.kept), 1)) thread.give(job);
      }
    helpSoon();
  }

  /** After what else this thread has to do. */
  function helpSoon(): void {
    if (!here.helps || here.isAsked || queue.length === 0) return;
    here.isAsked = true;
    setImmediate(() => {
      here.isAsked = false;
      for (const job of queue.splice(choose(here.kept), 1)) {
        keepPart(here.kept, job);
        doHere(job);
        collectArrays();
      }
      next();
    });
  }

  /** First what a thread measured before, of which it still has the order of rows; then what nobody has; else the last. */
  function choose(kept: Kept): number {
    const own = queue.findIndex(({ work }) => kept.has(work.part));
    if (own !== -1) return own;
    const all = [here, ...others];
    const free = queue.findIndex(({ work }) => !all.some((thread) => thread.kept.has(work.part)));
    return free === -1 ? queue.length - 1 : free;
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
    help: () => {
      here.helps = true;
      helpSoon();
    },
    close: async () => {
      queue.length = 0;
      await Promise.all(others.splice(0).map((thread) => thread.end()));
    },
  };
}

/** Computes every part, in threads where there are any. */
export async function workOnParts<Name extends WorkName>(
  threads: PartThreads | undefined,
  name: Name,
  works: readonly Work<Name>[],
): Promise<Found<Name>[]> {
  return threads ? threads.run(name, works) : works.map((work) => workOn(name, work));
}
