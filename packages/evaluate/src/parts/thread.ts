import { parentPort } from 'node:worker_threads';
import { collectArrays } from '@assay/data';
import type { OtherModel } from '../compare/change.ts';
import type { Part } from '../measure.ts';
import type { TaskSample } from '../predictions/sample.ts';
import { type Found, type Work, type WorkName, workOn } from './part-works.ts';

/** Work for a thread: a part is sent once, and called by its number from then on; so are samples of all rows. */
export interface Order {
  name: WorkName;
  work: Omit<Work<WorkName>, 'part' | 'other'>;
  number: number;
  part: Sent<Part> | undefined;
  other: Sent<OtherModel> | 'trivial' | undefined;
  /** The part is not asked for again, or sent again. */
  last: boolean;
  /** Samples that were not sent before, by their numbers. */
  wholes: readonly (readonly [number, TaskSample])[];
}

/** With the number of its sample. */
export type Sent<Of extends { whole: TaskSample }> = Omit<Of, 'whole'> & { whole: number };

/** `null`: it failed, and how is found out where it is done again. */
export type Answer = Found<WorkName> | null;

/** What a thread does from its start to its end: answers each order, one after the other. */
export function workInThread(): void {
  const parts = new Map<number, Part>();
  const wholes = new Map<number, TaskSample>();
  const received = <S extends Sent<{ whole: TaskSample }>>(sent: S) => {
    const whole = wholes.get(sent.whole);
    return whole && { ...sent, whole };
  };
  parentPort?.on('message', (order: Order) => {
    for (const [number, whole] of order.wholes) wholes.set(number, whole);
    const part = order.part ? received(order.part) : parts.get(order.number);
    const other = typeof order.other === 'object' ? received(order.other) : order.other;
    if (part && !order.last) parts.set(order.number, part);
    else parts.delete(order.number);
    const work = { ...order.work, part, ...(other && { other }) };
    parentPort?.postMessage(part === undefined ? null : answer(order.name, work as Work<WorkName>));
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
