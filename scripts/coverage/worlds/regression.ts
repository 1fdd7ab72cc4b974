import { metricIds } from '../../../packages/stats/src/index.ts';
import type { World } from '../world.ts';

/** Errors are normal up to here and no larger, so that there is a largest one to be estimated. */
const LARGEST = 4;

/** What rows are in: `tail` is the share of rows that err twice as much, as a normal quantile of what is below it. */
function errors(name: string, how: string, tail: number): World<'regression'> {
  return {
    name,
    task: 'regression',
    how: `Labels are lognormal (median 20, spread 0.4), errors normal (cut at 4 standard deviations), ${how}.`,
    specs: metricIds('regression').map((metric) => ({ metric })),
    truths: { max_error: (tail === Number.POSITIVE_INFINITY ? 1 : 2) * LARGEST + 0.1 },
    draw(n, chance) {
      const [latent, error, other, rare] = [0, 1, 2, 3].map(() => chance.normals()) as [
        Float64Array,
        Float64Array,
        Float64Array,
        Float64Array,
      ];
      const labels = latent.map((one) => Math.exp(3 + 0.4 * one));
      const predicted = (spread: number, noise: number) =>
        labels.map((label, row) => {
          const size = (rare[row] as number) > tail ? 2 * spread : spread;
          const mixed =
            ((error[row] as number) + noise * (other[row] as number)) / Math.sqrt(1 + noise * noise);
          // Of positive labels predictions are not far below 0, whatever the error.
          return Math.max(-0.9, label + 0.1 + size * Math.max(-LARGEST, Math.min(LARGEST, mixed)));
        });
      const scales = new Float64Array(n).fill(3);
      return {
        sample: { labels, predictions: predicted(1, 0), scales },
        base: { labels, predictions: predicted(1.1, 0.5), scales },
        group: chance.clusters,
      };
    },
  };
}

export const regression = errors('regression', 'all alike', Number.POSITIVE_INFINITY);

export const heavy = errors('heavy-errors', 'twice as large in one row of ten', 1.2816);
