/** Uniform numbers in [0, 1) of a seed, by Park and Miller's generator. */
export function seeded(seed: number): () => number {
  let state = seed * 7919 + 17;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** About normal, mean 0, standard deviation 1: twelve uniform numbers, added. */
export function normal(uniform: () => number): number {
  let sum = -6;
  for (let i = 0; i < 12; i++) sum += uniform();
  return sum;
}
