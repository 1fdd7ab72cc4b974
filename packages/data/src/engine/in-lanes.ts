/** Queries at once: the smallest of GitHub's runners has two cores. */
export const LANES = 2;

type Answers<T> = { -readonly [K in keyof T]: T[K] extends () => Promise<infer A> ? A : never };

/**
 * Runs tasks, a few at a time, and answers in their order. Each query is made by one thread, so that sums come out the same
 * on every run.
 */
export async function inLanes<const T extends readonly (() => Promise<unknown>)[]>(
  tasks: T,
): Promise<Answers<T>> {
  const answers: unknown[] = [];
  const waiting = [...tasks.entries()];
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [place, task] = next;
      answers[place] = await task();
    }
  };
  // All come to their end before an error goes on: the engine may be closed then.
  const ended = await Promise.allSettled(Array.from({ length: LANES }, lane));
  for (const each of ended) if (each.status === 'rejected') throw each.reason;
  return answers as Answers<T>;
}
