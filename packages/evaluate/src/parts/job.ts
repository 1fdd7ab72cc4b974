import type { Part } from '../measure.ts';
import type { TaskSample } from '../predictions/sample.ts';
import { type Found, type Work, type WorkName, workOn } from './part-works.ts';

/** A piece of work on a part, and who waits for it. */
export interface Job {
  name: WorkName;
  work: Work<WorkName>;
  done: (found: Found<WorkName>) => void;
  failed: (error: unknown) => void;
}

/** Parts that a thread has measured and keeps what it found of, and samples of all rows that it was sent. */
export type Kept = Set<Part | TaskSample>;

/** Does it on this thread. */
export function doHere({ name, work, done, failed }: Job): void {
  try {
    done(workOn(name, work));
  } catch (error) {
    failed(error);
  }
}

/** What is asked of a part for the last time, a thread does not have any more when more is asked. */
export function keepPart(kept: Kept, job: Job): void {
  if (isLast(job)) kept.delete(job.work.part);
  else kept.add(job.work.part);
}

/** A part that was compared with a model is not kept: its arrays are most of what a thread holds. */
export function isLast({ work }: Job): boolean {
  return 'other' in work && work.other !== 'trivial';
}

/** The samples of all rows that it is about. */
export function wholesOf({ work }: Job): TaskSample[] {
  const other = 'other' in work ? work.other : undefined;
  return typeof other === 'object' ? [work.part.whole, other.whole] : [work.part.whole];
}
