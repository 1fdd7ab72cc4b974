import { metricIds } from '../../../packages/stats/src/index.ts';
import type { World } from '../world.ts';

const ITEMS = 6;

/** Queries of six items, of which a few are relevant; each query is easier or harder than others. */
export const ranking: World<'ranking'> = {
  name: 'ranking',
  task: 'ranking',
  how: 'Queries of six items of relevance 0, 1 or 2; some queries are easier than others. `@k` is 3 where a metric takes one.',
  counts: 'queries',
  specs: metricIds('ranking').map((metric) => ({ metric, k: 3 })),
  draw(n, chance) {
    const rows = n * ITEMS;
    const ease = chance.normals();
    const labels = new Float64Array(rows);
    const [scores, worse] = [new Float64Array(rows), new Float64Array(rows)];
    const queries = Int32Array.from(labels, (_, row) => Math.floor(row / ITEMS));
    for (let item = 0; item < ITEMS; item++) {
      const [relevance, noise, other] = [chance.normals(), chance.normals(), chance.normals()];
      for (let query = 0; query < n; query++) {
        const row = query * ITEMS + item;
        const latent = relevance[query] as number;
        labels[row] = latent > 1.5 ? 2 : latent > 0.5 ? 1 : 0;
        const signal = Math.exp(0.3 * (ease[query] as number)) * latent;
        scores[row] = signal + (noise[query] as number);
        worse[row] = signal + (noise[query] as number) + 0.7 * (other[query] as number);
      }
    }
    const group = chance.clusters && Int32Array.from(queries, (query) => chance.clusters?.[query] ?? 0);
    return {
      sample: { labels, scores, queries },
      base: { labels, scores: worse, queries },
      group,
    };
  },
};
