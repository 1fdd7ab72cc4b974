import { metricIds } from '../../../packages/stats/src/index.ts';
import type { World } from '../world.ts';

/** Normal quantile of 0.75: a quarter of the rows of one group is positive, and nearly half of the other's. */
const CUT = 0.6745;
const SEPARATION = 1.5;

/** Probability that a signal says, and a model that is too sure of it. */
function probability(signal: number): number {
  const logit = Math.log(0.4 / 0.6) + SEPARATION * (signal - SEPARATION / 2);
  return 1 / (1 + Math.exp(-1.4 * logit));
}

export const binary: World<'binary'> = {
  name: 'binary',
  task: 'binary',
  how: 'Two in five rows are positive, more in one of two groups (`sex`); scores are 1.5 standard deviations apart in that group and 1 in the other, and too sure of themselves.',
  specs: metricIds('binary').map((id) => ({ metric: id.replace('COLUMN', 'sex') })),
  draw(_, chance) {
    const [latent, signal, other, sexes] = [0, 1, 2, 3].map(() => chance.normals()) as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    const sex = Int32Array.from(sexes, (one) => (one > 0.25 ? 1 : 0));
    const labels = Uint8Array.from(latent, (one, row) => (one > CUT - 0.6 * (sex[row] as number) ? 1 : 0));
    const scored = (separation: number, noise: number) =>
      Float64Array.from(labels, (label, row) => {
        const error = (signal[row] as number) + noise * (other[row] as number);
        const own = separation - (sex[row] === 1 ? 0 : 0.5);
        return probability(own * label + error / Math.sqrt(1 + noise * noise));
      });
    const attributes = { sex };
    return {
      sample: { labels, scores: scored(SEPARATION, 0), attributes },
      base: { labels, scores: scored(1.35, 0.5), attributes },
      group: chance.clusters,
    };
  },
};
