import { finite } from '../profile/finite.ts';
import { isNarrow, narrowMoments } from '../profile/narrow.ts';
import type { Answers, ColumnCheck, Held } from './column-rule.ts';
import { figureBounds } from './figure-bounds.ts';

/** The standard deviation (n - 1) lies within bounds. Numbers beyond ±1e150 do not count. */
export const sd: ColumnCheck = ({ sd: bounds }, reading) => {
  if (bounds === undefined || reading.wrongType) return null;
  const rule = figureBounds(
    {
      check: 'sd',
      words: 'a standard deviation',
      needs: 'two values',
      sql: (value) => `stddev_samp(${finite(value)})`,
      known: ({ sd }) => sd,
    },
    bounds,
  );
  return {
    ...rule,
    judge: async (held, answers) => rule.judge(held, { ...answers, ...(await ofNarrow(held)) }),
  };
};

/** Some rows of a narrow column are asked for again: the pass over all did not know that it is one. */
async function ofNarrow({ engine, raw, reading, summary, scope }: Held): Promise<Answers> {
  const { min, max } = summary;
  if (scope === undefined || min === null || !isNarrow(min, max)) return {};
  return { figure: (await narrowMoments(engine, raw, reading, min, scope)).sd };
}
