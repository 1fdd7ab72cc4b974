import { z } from 'zod';
import { type FoundMetric, readerOf } from './reader.ts';

const seconds = z.number().nonnegative();
const written = z.object({
  machine_info: z.unknown(),
  benchmarks: z.array(
    z.object({
      fullname: z.string(),
      stats: z.object({ min: seconds, median: seconds, mean: seconds, stddev: seconds, ops: z.number() }),
    }),
  ),
});

/**
 * `--benchmark-json` of pytest-benchmark: `test_speed.py::test_predict.median_seconds`. Rounds follow each other in one
 * process: how much the next run will differ they do not tell, and so there is no interval.
 */
export const pytestBenchmark = readerOf('pytest-benchmark', written, ({ benchmarks }) =>
  benchmarks.flatMap(({ fullname, stats }): FoundMetric[] => [
    ...(['min', 'median', 'mean', 'stddev'] as const).map(
      (stat): FoundMetric => ({
        metric: `${fullname}.${stat}_seconds`,
        value: stats[stat],
        direction: 'lower',
      }),
    ),
    { metric: `${fullname}.per_second`, value: stats.ops, direction: 'higher' },
  ]),
);
