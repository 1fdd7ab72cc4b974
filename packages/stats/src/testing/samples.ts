import fc from 'fast-check';
import { seeded } from '../bootstrap/random.ts';

/** Random numbers for tests: uniform in (0, 1) and standard normal (Box and Muller). */
export function randomNumbers(seed: number): { uniform: () => number; normal: () => number } {
  const random = seeded(seed);
  const uniform = () => ((random.next() >>> 0) + 0.5) / 2 ** 32;
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal };
}

/**
 * Scores that are normal with mean 0 for negatives and `separation` for positives, mapped to (0, 1); the area under the
 * ROC curve is Phi(separation / sqrt 2). Rows are positive with probability `prevalence`; `again` holds the scores of a second model, `noise` away.
 */
export function simulatedBinary(
  rows: number,
  { seed = 1, random = randomNumbers(seed), separation = 1, prevalence = 0.4, noise = 0 } = {},
): { labels: Uint8Array; scores: Float64Array; again: Float64Array } {
  const { uniform, normal } = random;
  const labels = new Uint8Array(rows);
  const scores = new Float64Array(rows);
  const again = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const label = uniform() < prevalence ? 1 : 0;
    const signal = normal() + separation * label;
    labels[row] = label;
    scores[row] = 1 / (1 + Math.exp(-signal));
    again[row] = 1 / (1 + Math.exp(-signal - noise * normal()));
  }
  return { labels, scores, again };
}

/** Small binary samples with both classes and ties, for properties. */
export const binaryRows = fc
  .array(
    fc.record({
      label: fc.integer({ min: 0, max: 1 }),
      score: fc.integer({ min: 0, max: 16 }),
      other: fc.integer({ min: 0, max: 16 }),
    }),
    {
      minLength: 4,
      maxLength: 60,
    },
  )
  .filter(
    (rows) =>
      rows.filter(({ label }) => label === 1).length > 1 &&
      rows.filter(({ label }) => label === 0).length > 1,
  )
  .map((rows) => ({
    labels: Uint8Array.from(rows, ({ label }) => label),
    scores: Float64Array.from(rows, ({ score }) => score / 16),
    other: Float64Array.from(rows, ({ other }) => other / 16),
  }));
