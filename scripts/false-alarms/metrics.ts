import { levelsFrom, normalAt } from '../../packages/drift/src/schedule/testing/simulate.ts';
import { conformalLogE, nextLevel } from '../../packages/stats/src/index.ts';

/**
 * Days after its break on which each of many metrics is flagged; null: not within `days`. A metric is a normal number a day,
 * and moves by `shift` standard deviations after `before` days.
 *
 * @param streams watched together, which sets the threshold of one
 */
export function watchMetrics(options: {
  metrics: number;
  before: number;
  days: number;
  shift: number;
  streams: number;
  random: { next(): number };
}): (number | null)[] {
  const random = levelsFrom(options.random);
  const threshold = Math.log1p((options.streams * 365) / 0.1);
  return Array.from({ length: options.metrics }, () => {
    const history = new Float64Array(options.before + options.days);
    let level = 0;
    for (let day = 0; day < history.length; day++) {
      const value = normalAt(random()) + (day < options.before ? 0 : options.shift);
      level = nextLevel(level, conformalLogE(history.subarray(0, day), value));
      history[day] = value;
      if (level >= threshold) return day + 1 - options.before;
    }
    return null;
  });
}
