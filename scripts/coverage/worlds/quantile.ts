import { metricIds } from '../../../packages/stats/src/index.ts';
import type { World } from '../world.ts';

const levels = [0.1, 0.5, 0.9];
const OFFSETS = [-1.15, 0, 1.15];

export const quantile: World<'quantile'> = {
  name: 'quantile',
  task: 'quantile',
  how: 'Normal labels; forecasts of the quantiles 0.1, 0.5 and 0.9 that lie a little too close together, each with noise, so that some cross.',
  specs: metricIds('quantile').map((metric) => ({ metric })),
  draw(_, chance) {
    const labels = chance.normals();
    const forecasts = (noise: number) =>
      OFFSETS.map((offset) => chance.normals().map((one) => offset + noise * one));
    return {
      sample: { labels, levels, predictions: forecasts(0.4) },
      base: { labels, levels, predictions: forecasts(0.6) },
      group: chance.clusters,
    };
  },
};
