import { parentPort } from 'node:worker_threads';
import { collectArrays } from '@assay/data';
import type { Part } from '../measure.ts';
import { type Found, type Work, type WorkName, workOn } from './part-works.ts';

/** Work for a thread: a part is sent once, and called by its number from then on. */
export interface Order {
  name: WorkName;
  work: Omit<Work<WorkName>, 'part'>;
  number: number;
  part: Part | undefined;
  /** The part is not asked for again, or sent again. */
  last: boolean;
}

/** `null`: it failed, and how is found out where it is done again. */
export type Answer = Found<WorkName> | null;

/** What a thread does from its start to its end: answers each order, one after the other. */
export function workInThread(): void {
  const parts = new Map<number, Part>();
  parentPort?.on('message', ({ name, work, number, part: sent, last }: Order) => {
    if (sent !== undefined) parts.set(number, sent);
    const part = parts.get(number);
    if (last) parts.delete(number);
    parentPort?.postMessage(part === undefined ? null : answer(name, { ...work, part } as Work<WorkName>));
    collectArrays();
  });
}

function answer(name: WorkName, work: Work<WorkName>): Answer {
  try {
    return workOn(name, work);
  } catch {
    return null;
  }
}
