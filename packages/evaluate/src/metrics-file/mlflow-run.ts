import { z } from 'zod';
import { anyNumber, readerOf } from './reader.ts';

const answered = z.object({
  run: z.object({
    info: z.looseObject({}),
    data: z.object({ metrics: z.array(z.object({ key: z.string(), value: anyNumber })).default([]) }),
  }),
});
const described = z.object({
  info: z.object({ run_id: z.string() }),
  data: z.object({ metrics: z.record(z.string(), anyNumber) }),
});

/** A run of MLflow, as its REST interface answers `runs/get`, or as `mlflow runs describe` prints it. */
export const mlflowRun = readerOf('mlflow', z.union([answered, described]), (found) =>
  'run' in found
    ? found.run.data.metrics.map(({ key, value }) => ({ metric: key, value }))
    : Object.entries(found.data.metrics).map(([metric, value]) => ({ metric, value })),
);
