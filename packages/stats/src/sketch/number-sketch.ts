import { CellCounter } from './cell-counter.ts';
import { exactCells } from './chosen-edges.ts';
import type { DistinctSketch } from './distinct.ts';
import { BLOCK, kernel } from './kernel.ts';
import { addMoments, describeBlock, type Moments, noMoments } from './moments.ts';
import { type RankCells, thinned } from './rank-cells.ts';
import { NumberTally } from './tally-numbers.ts';

/** Numbers by which the first cells are chosen. */
const FIRST = 16 * BLOCK;

/** What is known of finite numbers without them. */
export interface SketchedNumbers {
  readonly moments: Moments;
  readonly sketch: DistinctSketch;
  /** How often each different number occurs; `null`: they are more than 10,000. */
  readonly counts: ReadonlyMap<number, number> | null;
  readonly cells: RankCells;
  readonly zeros: number;
  readonly negatives: number;
}

/**
 * Sketches finite numbers as they come, in a memory that does not grow with them. They are looked at in blocks of their order,
 * so that it makes no difference in which pieces they come.
 */
export class NumberSketch {
  readonly #block = new Float64Array(BLOCK);
  #held = 0;
  #moments = noMoments;
  readonly #tally = new NumberTally();
  #first: Float64Array | null = new Float64Array(FIRST);
  #seen = 0;
  #cells: CellCounter | null = null;
  #zeros = 0;
  #negatives = 0;

  add(values: Float64Array): void {
    for (let start = 0; start < values.length; ) {
      const some = Math.min(BLOCK - this.#held, values.length - start);
      this.#block.set(values.subarray(start, start + some), this.#held);
      this.#held += some;
      start += some;
      if (this.#held === BLOCK) this.#flush();
    }
  }

  /** Of all numbers so far. Nothing may be added afterwards. */
  finish(): SketchedNumbers {
    if (this.#held > 0) this.#flush();
    this.#chooseCells();
    const { counts, sketch } = this.#tally;
    return {
      moments: this.#moments,
      ...{ sketch, counts },
      cells: counts === null ? (this.#cells as CellCounter).cells() : thinned(exactCells(counts)),
      zeros: this.#zeros,
      negatives: this.#negatives,
    };
  }

  #flush(): void {
    const values = this.#block.subarray(0, this.#held);
    this.#held = 0;
    kernel().numbers.set(values);
    const { moments, zeros, negatives } = describeBlock(values.length);
    this.#moments = addMoments(this.#moments, moments);
    this.#zeros += zeros;
    this.#negatives += negatives;
    let uncounted = this.#cells === null ? values.length : 0;
    this.#tally.add(values, (all, upTo) => {
      if (this.#first !== null) return;
      this.#cells = new CellCounter(exactCells(all.counts));
      uncounted = upTo;
    });
    this.#cells?.add(values, uncounted);
    this.#first?.set(values, this.#seen);
    this.#seen += values.length;
    if (this.#seen === FIRST) this.#chooseCells();
  }

  /** By the first numbers, unless those are so few different ones that each is counted. */
  #chooseCells(): void {
    if (this.#first !== null && !this.#tally.isFew)
      this.#cells = CellCounter.of(this.#first.subarray(0, this.#seen));
    this.#first = null;
  }
}

/** Sketches numbers that are all at hand. */
export function sketchNumbers(values: Float64Array): SketchedNumbers {
  const sketch = new NumberSketch();
  sketch.add(values);
  return sketch.finish();
}
