import { type DistinctSketch, MOST_HASHES, REGISTERS, register } from './distinct.ts';

/** Different numbers, and where they are few, how often each occurs. */
export interface NumberTally {
  readonly sketch: DistinctSketch;
  /** In the order in which they first occur; `null`: they are more than 10,000. */
  readonly counts: ReadonlyMap<number, number> | null;
}

/** Slots of the table of different numbers: three for each. */
const SLOTS = 32_768;
const LOW = 2 ** 32;

/** Counts different finite numbers, in one pass. */
export function tallyNumbers(values: Float64Array): NumberTally {
  const one = new Float64Array(1);
  const halves = new Int32Array(one.buffer);
  const numbers = new Float64Array(SLOTS);
  const counts = new Float64Array(SLOTS);
  const order: number[] = [];
  const registers = new Uint8Array(REGISTERS);
  let isFew = true;
  for (let i = 0; i < values.length; i++) {
    const x = (values[i] as number) + 0; // -0 is 0
    one[0] = x;
    const [a, b] = [halves[0] as number, halves[1] as number];
    const low = mixed(a, b, 0x9747b28c);
    if (isFew) {
      let slot = low & (SLOTS - 1);
      while (counts[slot] !== 0 && numbers[slot] !== x) slot = (slot + 1) & (SLOTS - 1);
      if (counts[slot] === 0) {
        numbers[slot] = x;
        order.push(slot);
        register(registers, mixed(b, a, 0x3c6ef372), low);
        isFew = order.length <= MOST_HASHES;
      }
      counts[slot] = (counts[slot] as number) + 1;
    } else register(registers, mixed(b, a, 0x3c6ef372), low);
  }
  if (!isFew) return { sketch: { kind: 'registers', registers }, counts: null };
  const hashes = order.map((slot) => {
    one[0] = numbers[slot] as number;
    const [a, b] = [halves[0] as number, halves[1] as number];
    return ((mixed(b, a, 0x3c6ef372) & 0xffff) >>> 0) * LOW + (mixed(a, b, 0x9747b28c) >>> 0);
  });
  return {
    sketch: { kind: 'hashes', hashes: hashes.sort((a, b) => a - b) },
    counts: new Map(order.map((slot) => [numbers[slot] as number, counts[slot] as number])),
  };
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
