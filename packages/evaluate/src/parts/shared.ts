import type { Predictions } from '../predictions/index.ts';
import type { TaskSample } from '../predictions/sample.ts';
import type { PartThreads } from './part-threads.ts';

type Numbers = Float64Array | Int32Array | Uint8Array;

/** The same sample with its numbers in memory that threads share, instead of each getting a copy. */
export function sharedSample({ task, sample }: TaskSample): TaskSample {
  return { task, sample: inside(sample) } as TaskSample;
}

/** The same predictions with what parts are made of in memory that threads share, where there are any. */
export function sharedPredictions(predictions: Predictions, threads: PartThreads | undefined): Predictions {
  if (threads === undefined) return predictions;
  const { inOrder, order } = predictions;
  const sample = sharedSample(inOrder.sample);
  const group = inOrder.group && shared(inOrder.group);
  return {
    ...predictions,
    // Rows in the order of the file are the same: they are not kept twice.
    ...(order === undefined && { whole: sample, group }),
    inOrder: { sample, group },
  };
}

/** The same numbers in memory that threads share. */
function shared<N extends Numbers>(numbers: N): N;
function shared(numbers: Numbers): Numbers {
  if (numbers.buffer instanceof SharedArrayBuffer) return numbers;
  const memory = new SharedArrayBuffer(numbers.byteLength);
  const copy = new (numbers.constructor as new (memory: SharedArrayBuffer) => Numbers)(memory);
  copy.set(numbers);
  return copy;
}

function inside(value: unknown): unknown {
  if (value instanceof Float64Array || value instanceof Int32Array || value instanceof Uint8Array)
    return shared(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(inside);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, inside(one)]));
}
