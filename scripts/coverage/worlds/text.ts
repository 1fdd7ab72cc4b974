import { metricIds, type TextSample } from '../../../packages/stats/src/index.ts';
import type { Drawn, World } from '../world.ts';

/** Answers of three words, each right more often the easier the question; a judge gives from 0 to 1. */
export const text: World<'text'> = {
  name: 'text',
  task: 'text',
  how: 'Answers of three words, each right more often the easier the question is; a judge gives 0, 0.5 or 1.',
  specs: metricIds('text')
    .filter((metric) => metric !== 'pass')
    .map((metric) => ({ metric })),
  draw(_, chance) {
    const ease = chance.normals();
    const labels = Array.from(ease, () => 'one two three');
    const answers = (skill: number): TextSample => {
      const words = ['one', 'two', 'three'].map((word) =>
        Array.from(chance.normals(), (one, row) => (one < skill + (ease[row] as number) ? word : 'other')),
      );
      const [first = [], second = [], third = []] = words;
      const predictions = first.map((word, row) => `${word} ${second[row]} ${third[row]}`);
      const judged = chance.normals().map((one, row) => {
        const found = one + (ease[row] as number) + skill;
        return found > 1 ? 1 : found > 0 ? 0.5 : 0;
      });
      return { labels, predictions, scores: judged };
    };
    return { sample: answers(1), base: answers(0.8), group: chance.clusters };
  },
};

const ATTEMPTS = 4;

/** Four attempts at each problem, each passing more often the easier the problem is. */
export const attempts: World<'text'> = {
  name: 'attempts',
  task: 'text',
  how: 'Four attempts at each problem, which pass more often the easier it is.',
  counts: 'problems',
  specs: [{ metric: 'pass', k: 2 }, { metric: 'pass_rate' }, { metric: 'score' }],
  draw(n, chance): Drawn<'text'> {
    const ease = chance.normals();
    const labels = Array.from({ length: n * ATTEMPTS }, () => '');
    const queries = Int32Array.from(labels, (_, row) => Math.floor(row / ATTEMPTS));
    const tried = (skill: number): TextSample => {
      const scores = new Float64Array(labels.length);
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        chance.normals().forEach((one, problem) => {
          scores[problem * ATTEMPTS + attempt] = one < skill + (ease[problem] as number) ? 1 : 0;
        });
      }
      return { labels, queries, scores };
    };
    const group = chance.clusters && Int32Array.from(queries, (query) => chance.clusters?.[query] ?? 0);
    return { sample: tried(0.2), base: tried(0), group };
  },
};
