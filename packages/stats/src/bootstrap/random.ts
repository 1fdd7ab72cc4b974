import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/**
 * A generator of 32-bit words (signed integers, by `next`) for a seed.
 *
 * The library fills the state of a small seed with runs of zeros and ones, so that its first words are all but equal from
 * seed to seed; one jump (2^64 steps) leaves no trace of that.
 */
export function seeded(seed: number): Pick<ReturnType<typeof xoroshiro128plus>, 'next' | 'getState'> {
  const random = xoroshiro128plus(seed);
  random.jump();
  return random;
}
