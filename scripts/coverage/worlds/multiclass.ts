import { metricIds } from '../../../packages/stats/src/index.ts';
import type { World } from '../world.ts';

const classes = ['a', 'b', 'c'];
/** Upper ends of the latent number of each class: half, three tenths, a fifth of the rows. */
const CUTS = [0, 0.8416];
const PRIORS = [0.5, 0.3, 0.2];

/** Three noisy signals, one for each class, of which that of the row's class is higher; the softmax is too sure. */
export const multiclass: World<'multiclass'> = {
  name: 'multiclass',
  task: 'multiclass',
  how: 'Three classes of 50, 30 and 20 % of the rows; each has a noisy signal, and scores are their softmax, too sure.',
  specs: metricIds('multiclass', ['c']).map((metric) => ({ metric })),
  draw(n, chance) {
    const latent = chance.normals();
    const labels = Int32Array.from(latent, (one) => CUTS.filter((cut) => one > cut).length);
    const signals = classes.map(() => chance.normals());
    const others = classes.map(() => chance.normals());
    const scored = (separation: number, noise: number) => {
      const scores = classes.map(() => new Float64Array(n));
      for (let row = 0; row < n; row++) {
        const odds = classes.map((_, code) => {
          const error = (signals[code]?.[row] ?? 0) + noise * (others[code]?.[row] ?? 0);
          const own = labels[row] === code ? separation : 0;
          return (
            (PRIORS[code] ?? 0) * Math.exp(1.3 * separation * (own + error / Math.sqrt(1 + noise * noise)))
          );
        });
        const sum = odds.reduce((total, one) => total + one, 0);
        odds.forEach((one, code) => {
          (scores[code] as Float64Array)[row] = one / sum;
        });
      }
      return scores;
    };
    return {
      sample: { labels, classes, scores: scored(1.6, 0) },
      base: { labels, classes, scores: scored(1.4, 0.5) },
      group: chance.clusters,
    };
  },
};
