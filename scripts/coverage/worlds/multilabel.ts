import { metricIds } from '../../../packages/stats/src/index.ts';
import type { World } from '../world.ts';

const classes = ['a', 'b', 'c'];
/** Normal quantiles: 50, 35 and 25 % of the rows have the class. */
const CUTS = [0, 0.3853, 0.6745];

/** Classes that go together (they share a latent number), each with a noisy score. */
export const multilabel: World<'multilabel'> = {
  name: 'multilabel',
  task: 'multilabel',
  how: 'Three classes that 50, 35 and 25 % of the rows have, often together; each has a noisy score.',
  specs: metricIds('multilabel', ['c']).map((metric) => ({ metric })),
  draw(_, chance) {
    const shared = chance.normals();
    const labels = CUTS.map((cut) => {
      const own = chance.normals();
      return Uint8Array.from(own, (one, row) => (0.6 * (shared[row] as number) + 0.8 * one > cut ? 1 : 0));
    });
    const signals = classes.map(() => chance.normals());
    const others = classes.map(() => chance.normals());
    const scored = (separation: number, noise: number) =>
      labels.map((ofClass, code) =>
        Float64Array.from(ofClass, (label, row) => {
          const error = (signals[code]?.[row] ?? 0) + noise * (others[code]?.[row] ?? 0);
          const signal = separation * label + error / Math.sqrt(1 + noise * noise);
          return 1 / (1 + Math.exp(-1.5 * (signal - separation / 2)));
        }),
      );
    return {
      sample: { labels, classes, scores: scored(1.8, 0) },
      base: { labels, classes, scores: scored(1.6, 0.5) },
      group: chance.clusters,
    };
  },
};
