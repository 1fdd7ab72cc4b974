import { beyond, sampledCells, spaced } from './chosen-edges.ts';
import { BLOCK, type Kernel, MOST_EDGES } from './kernel.ts';
import { cellCount, type RankCells, thinned } from './rank-cells.ts';

/** Edges that one step may add, and room that is made for them. */
const MOST_NEW = 64;
const MOST_KEPT = MOST_EDGES - 2 * MOST_NEW;
/** A cell should hold at most that share of the numbers. */
const SHARE = 1 / (MOST_KEPT - 2);
/** A cell of so many such shares is split, though what it holds by then can only be estimated on both sides. */
const HEAVY = 3;
/** Numbers between two looks at how heavy the cells are. */
const STEP = 1_024;

/**
 * Counts numbers into cells as they come. The first edges are chosen by the first numbers. Beyond the ends new cells are
 * added, which costs no exactness: numbers that ascend or descend have cells like others. A cell within that becomes heavy
 * (what comes later is distributed otherwise) is split; how many numbers that may misplace is told as `slack`.
 */
export class CellCounter {
  readonly #kernel: Kernel;
  readonly #edges: Float64Array;
  /** Before an edge, and at it, in turn. */
  readonly #sides: Float64Array;
  #size = 0;
  #count = 0;
  /** How many numbers may have been counted on the wrong side of an edge; of others, none. */
  readonly #unsure = new Map<number, number>();

  /**
   * @param kernel in which it counts, alone
   * @param cells of the first numbers, at least one
   */
  constructor(kernel: Kernel, cells: RankCells) {
    this.#kernel = kernel;
    this.#edges = kernel.edges;
    this.#sides = kernel.sides;
    this.#put(thinned(cells, MOST_KEPT, SHARE));
    kernel.arrange(this.#size);
    this.#count = cellCount(cells);
  }

  /** @param values the first numbers, at least one */
  static of(kernel: Kernel, values: Float64Array): CellCounter {
    const cells = new CellCounter(kernel, sampledCells(values));
    cells.#sides.fill(0);
    cells.#count = values.length;
    const { numbers, count } = kernel;
    for (let start = 0; start < values.length; start += BLOCK) {
      const block = values.subarray(start, start + BLOCK);
      numbers.set(block);
      count(0, block.length);
    }
    return cells;
  }

  /** @param values finite, those that the kernel holds; only those from start on are counted */
  add(values: Float64Array, start: number): void {
    const { ends, figures, count } = this.#kernel;
    for (let from = start; from < values.length; from += STEP) {
      const to = Math.min(from + STEP, values.length);
      this.#count += to - from;
      const limit = this.#count * SHARE;
      ends(from, to);
      const least = figures[0] as number;
      const greatest = figures[1] as number;
      const top = this.#edges[this.#size - 1] as number;
      const bottom = this.#edges[0] as number;
      if (greatest > top || least < bottom) {
        const some = values.subarray(from, to);
        if (greatest > top) this.#extend(greatest, beyond(some, top, 1, limit, MOST_NEW - 1));
        if (least < bottom) this.#extend(least, beyond(some, bottom, -1, limit, MOST_NEW - 1));
        this.#kernel.arrange(this.#size);
      }
      const heaviest = count(from, to);
      if (heaviest > HEAVY * limit) {
        this.#lighten(values.subarray(from, to), HEAVY * limit);
        this.#kernel.arrange(this.#size);
      }
    }
  }

  cells(): RankCells {
    const edges = [...this.#edges.subarray(0, this.#size)];
    return {
      edges,
      between: edges.map((_, i) => this.#sides[2 * i] as number),
      at: edges.map((_, i) => this.#sides[2 * i + 1] as number),
      slack: Math.max(0, ...edges.map((edge) => this.#unsure.get(edge) ?? 0)),
    };
  }

  /** Moves an end to a new one, with some edges before it: nothing has been counted there. */
  #extend(end: number, before: readonly number[]): void {
    const news = [...new Set([...before, end + 0])].sort((a, b) => a - b);
    this.#makeRoom(news.length);
    const isAbove = end > (this.#edges[0] as number);
    if (!isAbove) {
      this.#edges.copyWithin(news.length, 0, this.#size);
      this.#sides.copyWithin(2 * news.length, 0, 2 * this.#size).fill(0, 0, 2 * news.length);
    }
    for (const [i, edge] of news.entries()) this.#edges[i + (isAbove ? this.#size : 0)] = edge;
    this.#size += news.length;
  }

  /** Leaves out as few edges as makes room for others: where numbers are few by now, more may come. */
  #makeRoom(edges: number): void {
    if (this.#size + edges <= MOST_EDGES) return;
    for (let share = SHARE / 16; this.#size > MOST_KEPT; share *= 2) this.#thin(this.#count * share);
  }

  /** Leaves out edges as `thinned` does, in place: numbers that ascend need room all the time. */
  #thin(limit: number): void {
    const [edges, sides, last] = [this.#edges, this.#sides, this.#size - 1];
    let held = 0;
    this.#size = 0;
    for (let i = 0; i <= last; i++) {
      const at = sides[2 * i + 1] as number;
      held += sides[2 * i] as number;
      if (i > 0 && i < last && held + at <= limit) {
        held += at;
        continue;
      }
      edges[this.#size] = edges[i] as number;
      sides[2 * this.#size] = held;
      sides[2 * this.#size + 1] = at;
      this.#size += 1;
      held = 0;
    }
    edges.fill(Number.POSITIVE_INFINITY, this.#size);
    sides.fill(0, 2 * this.#size);
  }

  #lighten(values: Float64Array, limit: number): void {
    this.#makeRoom(MOST_NEW);
    for (let i = this.#size - 1; i > 0; i--)
      if ((this.#sides[2 * i] as number) > limit) this.#split(i, values);
  }

  /** Splits the cell below an edge by those of the last numbers that lie in it, and its count as theirs are. */
  #split(place: number, values: Float64Array): void {
    const [low, high] = [this.#edges[place - 1] as number, this.#edges[place] as number];
    const inside = values.filter((x) => low < x && x < high);
    const news = [...new Set(spaced(inside, MOST_NEW / 4))];
    if (news.length === 0 || this.#size + news.length > MOST_EDGES) return;
    const { edges, between, at, slack } = this.cells();
    const held = between[place] as number;
    const upTo = (step: number) => Math.floor((held * step) / (news.length + 1));
    const pieces = [...news, high].map((_, step) => upTo(step + 1) - upTo(step));
    this.#put({
      edges: edges.toSpliced(place, 0, ...news),
      between: between.toSpliced(place, 1, ...pieces),
      at: at.toSpliced(place, 0, ...news.map(() => 0)),
      slack,
    });
    const before = Math.max(this.#unsure.get(low) ?? 0, this.#unsure.get(high) ?? 0);
    for (const edge of news) this.#unsure.set(edge, before + held);
  }

  #put({ edges, between, at }: RankCells): void {
    this.#size = edges.length;
    this.#edges.fill(Number.POSITIVE_INFINITY);
    this.#edges.set(edges);
    this.#sides.fill(0);
    for (let i = 0; i < edges.length; i++) {
      this.#sides[2 * i] = between[i] as number;
      this.#sides[2 * i + 1] = at[i] as number;
    }
  }
}
