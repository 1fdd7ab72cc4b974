import { CellCounter } from './cell-counter.ts';
import { exactCells } from './chosen-edges.ts';
import type { DistinctSketch } from './distinct.ts';
import { BLOCK, newKernel } from './kernel.ts';
import { addMoments, describeBlock, type Moments, noMoments } from './moments.ts';
import { type RankCells, thinned } from './rank-cells.ts';
import { NumberTally } from './tally-numbers.ts';

/** Numbers by which the first cells are chosen. */
const FIRST = 16 * BLOCK;

/** What is not a finite number. */
export interface NotFinite {
  readonly nulls: number;
  readonly nan: number;
  readonly negativeInfinite: number;
  readonly positiveInfinite: number;
}

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
 * Sketches the finite ones of numbers as they come, in a memory that does not grow with them. They are looked at in blocks of
 * their order, so that it makes no difference in which pieces they come. The others are counted.
 */
export class NumberSketch {
  readonly #kernel = newKernel();
  #held = 0;
  #moments = noMoments;
  readonly #tally = new NumberTally(this.#kernel);
  #first: Float64Array | null = new Float64Array(FIRST);
  #seen = 0;
  #cells: CellCounter | null = null;
  readonly #others = { nulls: 0, nan: 0, negativeInfinite: 0, positiveInfinite: 0 };
  #zeros = 0;
  #negatives = 0;

  /** @param valid where it has no bit (bit i % 32 of word i / 32) the value is null; by default none is */
  add(values: Float64Array, valid: Uint32Array | null = null): void {
    const kernel = this.#kernel;
    for (let start = 0; start < values.length; ) {
      const end = Math.min(start + BLOCK - this.#held, values.length);
      kernel.numbers.set(values.subarray(start, end), this.#held);
      if (valid !== null) kernel.valid.set(valid.subarray(start >> 5, (end + 31) >> 5));
      const full = this.#held + end - start;
      this.#held = kernel.keep(this.#held, full, valid === null ? -1 : start & 31);
      if (this.#held < full) this.#countOthers(kernel.figures);
      start = end;
      if (this.#held === BLOCK) this.#flush();
    }
  }

  /** So far. */
  get others(): NotFinite {
    return { ...this.#others };
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

  #countOthers(figures: Float64Array): void {
    this.#others.nulls += figures[0] as number;
    this.#others.nan += figures[1] as number;
    this.#others.negativeInfinite += figures[2] as number;
    this.#others.positiveInfinite += figures[3] as number;
  }

  #flush(): void {
    const values = this.#kernel.numbers.subarray(0, this.#held);
    this.#held = 0;
    const { moments, zeros, negatives } = describeBlock(this.#kernel, values.length);
    this.#moments = addMoments(this.#moments, moments);
    this.#zeros += zeros;
    this.#negatives += negatives;
    let uncounted = this.#cells === null ? values.length : 0;
    this.#tally.add(values, (all, upTo) => {
      if (this.#first !== null) return;
      this.#cells = new CellCounter(this.#kernel, exactCells(all.counts));
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
      this.#cells = CellCounter.of(this.#kernel, this.#first.subarray(0, this.#seen));
    this.#first = null;
  }
}

/** Sketches numbers that are all at hand. */
export function sketchNumbers(values: Float64Array): SketchedNumbers {
  const sketch = new NumberSketch();
  sketch.add(values);
  return sketch.finish();
}
