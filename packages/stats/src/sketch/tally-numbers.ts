import { type DistinctSketch, MOST_HASHES, REGISTERS, register } from './distinct.ts';
import { type Kernel, kernel } from './kernel.ts';

/** Slots of the table of different numbers: three for each. */
const SLOTS = 32_768;
const LOW = 2 ** 32;
/** Of the hash's halves; the kernel has the second too. */
const HIGH_SEED = 0x3c6ef372;
const LOW_SEED = 0x9747b28c;
/** Numbers after which most registers have something, and it is looked up which hashes can no longer matter. */
const SETTLED = 36_864;
/** And by which factor they are more when it is looked up anew. */
const AGAIN = 1.25;

/** Counts different finite numbers as they come; where they are few, also how often each occurs. */
export class NumberTally {
  readonly #kernel: Kernel;
  #table: Table | null = new Table();
  readonly #registers = new Uint8Array(REGISTERS);
  /** A low half of a hash that is not below it changes no register. */
  #bound = LOW;
  #registered = 0;
  #next = SETTLED;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  /** How often each number occurs, in the order in which they first did; `null`: they are more than 10,000. */
  get counts(): ReadonlyMap<number, number> | null {
    return this.#table?.counts ?? null;
  }

  get isFew(): boolean {
    return this.#table !== null;
  }

  get sketch(): DistinctSketch {
    if (this.#table === null) return { kind: 'registers', registers: Uint8Array.from(this.#registers) };
    return { kind: 'hashes', hashes: this.#table.hashes() };
  }

  /**
   * Counts the numbers that the kernel holds too. `tooMany` gets the counts of all so far, and how many of these that is, when they turn out to be more
   * than 10,000 different ones: the others are not counted one by one.
   */
  add(
    values: Float64Array,
    tooMany: (all: { readonly counts: ReadonlyMap<number, number> }, upTo: number) => void,
  ): void {
    const halves = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
    let start = 0;
    if (this.#table !== null) {
      start = this.#table.add(values, halves, this.#registers);
      if (this.#table.size <= MOST_HASHES) return;
      tooMany(this.#table, start);
      this.#table = null;
    }
    this.#register(values, halves, start);
  }

  #register(values: Float64Array, halves: Int32Array, start: number): void {
    const { choose, places } = this.#kernel;
    const chosen = choose(start, values.length, this.#bound - 1);
    for (let i = 0; i < chosen; i++) {
      const place = places[i] as number;
      const a = halves[2 * place] as number;
      // -0 is 0.
      const b = values[place] === 0 ? 0 : (halves[2 * place + 1] as number);
      register(this.#registers, mixed(b, a, HIGH_SEED), mixed(a, b, LOW_SEED));
    }
    this.#registered += values.length - start;
    if (this.#registered < this.#next) return;
    this.#next = this.#registered * AGAIN;
    let least = 33;
    for (let i = 0; i < REGISTERS; i++) least = Math.min(least, this.#registers[i] as number);
    this.#bound = 2 ** (32 - Math.min(32, least));
  }
}

/** Of finite numbers that are all known, up to 10,000 different ones. */
export function distinctNumbers(numbers: readonly number[]): DistinctSketch {
  const tally = new NumberTally(kernel());
  tally.add(Float64Array.from(numbers), () => {});
  return tally.sketch;
}

/** Different numbers with their counts, by their hashes. */
class Table {
  readonly #numbers = new Float64Array(SLOTS);
  readonly #counts = new Float64Array(SLOTS);
  readonly #order: number[] = [];

  get size(): number {
    return this.#order.length;
  }

  get counts(): Map<number, number> {
    return new Map(this.#order.map((slot) => [this.#numbers[slot] as number, this.#counts[slot] as number]));
  }

  /** Puts new ones into the registers too, for when it is full: answers with how many it took until then. */
  add(values: Float64Array, halves: Int32Array, registers: Uint8Array): number {
    const [numbers, counts, order] = [this.#numbers, this.#counts, this.#order];
    for (let i = 0; i < values.length; i++) {
      const x = (values[i] as number) + 0; // -0 is 0
      const a = halves[2 * i] as number;
      const b = x === 0 ? 0 : (halves[2 * i + 1] as number);
      const low = mixed(a, b, LOW_SEED);
      let slot = low & (SLOTS - 1);
      while (counts[slot] !== 0 && numbers[slot] !== x) slot = (slot + 1) & (SLOTS - 1);
      if (counts[slot] === 0) {
        numbers[slot] = x;
        order.push(slot);
        register(registers, mixed(b, a, HIGH_SEED), low);
        if (order.length > MOST_HASHES) {
          counts[slot] = 1;
          return i + 1;
        }
      }
      counts[slot] = (counts[slot] as number) + 1;
    }
    return values.length;
  }

  hashes(): number[] {
    const halves = new Int32Array(this.#numbers.buffer);
    const hashes = this.#order.map((slot) => {
      const [a, b] = [halves[2 * slot] as number, halves[2 * slot + 1] as number];
      return (mixed(b, a, HIGH_SEED) & 0xffff) * LOW + (mixed(a, b, LOW_SEED) >>> 0);
    });
    return hashes.sort((a, b) => a - b);
  }
}

/** MurmurHash3 (x86, 32 bits; Austin Appleby) of two words. */
function mixed(a: number, b: number, seed: number): number {
  let h = step(step(seed, a), b) ^ 8;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function step(h: number, word: number): number {
  let k = Math.imul(word, 0xcc9e2d51);
  k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
  const x = h ^ k;
  return (Math.imul((x << 13) | (x >>> 19), 5) + 0xe6546b64) | 0;
}
