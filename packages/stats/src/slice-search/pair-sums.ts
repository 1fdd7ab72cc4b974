import type { CellRange, SearchColumn } from './condition.ts';

/** Weight, weighted loss and weighted squared loss of some rows. */
export interface Sums {
  weight: number;
  loss: number;
  square: number;
}

/** What rows have: their weights, and these times the loss and its square. */
export interface RowSums {
  readonly weights: Float64Array;
  readonly losses: Float64Array;
  readonly squares: Float64Array;
}

/** Numbers of a cell. */
const WIDTH = 3;

/**
 * Sums over all rows in each pair of cells of two columns, as a summed-area table: the sums of any rectangle of cells follow
 * from its four corners, and so all pairs of ranges cost no second look at the rows.
 */
export class PairSums {
  readonly #table: Float64Array;
  readonly #stride: number;

  constructor(one: SearchColumn, other: SearchColumn, { weights, losses, squares }: RowSums) {
    const stride = WIDTH * (other.cells + 1);
    const table = new Float64Array((one.cells + 1) * stride);
    const [a, b] = [one.codes, other.codes];
    const corner = stride + WIDTH;
    for (let row = 0; row < weights.length; row++) {
      const at = corner + (a[row] as number) * stride + WIDTH * (b[row] as number);
      table[at] = (table[at] as number) + (weights[row] as number);
      table[at + 1] = (table[at + 1] as number) + (losses[row] as number);
      table[at + 2] = (table[at + 2] as number) + (squares[row] as number);
    }
    for (let at = corner; at < table.length; at++) {
      // The first cell of each line, and the line above the first, stay 0.
      if (at % stride < WIDTH) continue;
      table[at] =
        (table[at] as number) +
        (table[at - WIDTH] as number) +
        (table[at - stride] as number) -
        (table[at - stride - WIDTH] as number);
    }
    this.#table = table;
    this.#stride = stride;
  }

  /** Sums of the rows whose cells lie in both ranges, written into `into`. */
  within(one: CellRange, other: CellRange, into: Sums): void {
    const table = this.#table;
    const [top, bottom] = [one.from * this.#stride, (one.to + 1) * this.#stride];
    const [left, right] = [WIDTH * other.from, WIDTH * (other.to + 1)];
    const sum = (i: number) =>
      (table[bottom + right + i] as number) -
      (table[bottom + left + i] as number) -
      (table[top + right + i] as number) +
      (table[top + left + i] as number);
    into.weight = sum(0);
    into.loss = sum(1);
    into.square = sum(2);
  }
}
