import { blocks, eachBlock, rowsKernel } from '../rows-kernel.ts';

/** Puts the surprise in place of each probability: minus its logarithm, in nats, clipped at the epsilon of float64. */
export function surprisesOf(probabilities: Float64Array): void {
  inKernel(probabilities, (at, from, until) => {
    const { buffer, numbers } = blocks();
    if (probabilities.buffer !== buffer) numbers.set(probabilities.subarray(from, until));
    rowsKernel().surprises(at, until - from);
  });
}

/** What each row loses by the probability of class 1 that is said of it: its surprise, or the square of its distance from the label. */
export function fillLosses(
  loss: 'surprise' | 'square',
  { scores, labels }: { readonly scores: Float64Array; readonly labels: Uint8Array },
  some: Float64Array,
  first: number,
): void {
  const kernel = rowsKernel();
  inKernel(some, (at, from, until) => {
    const block = blocks();
    block.scores.set(scores.subarray(first + from, first + until));
    block.hits.set(labels.subarray(first + from, first + until));
    if (loss === 'square') return kernel.squares(at, until - from);
    kernel.probabilities(at, until - from);
    return kernel.surprises(at, until - from);
  });
}

/** Has numbers written where they shall be, or, outside the kernel's memory, block by block from there. */
function inKernel(some: Float64Array, write: (at: number, from: number, until: number) => void): void {
  const { buffer, numbers } = blocks();
  const isInside = some.buffer === buffer;
  eachBlock(some.length, (from, until) => {
    write((isInside ? some : numbers).byteOffset + (isInside ? 8 * from : 0), from, until);
    if (!isInside) some.set(numbers.subarray(0, until - from), from);
  });
}
