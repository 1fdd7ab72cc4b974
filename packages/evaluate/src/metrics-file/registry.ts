import { lmEval } from './lm-eval.ts';
import { mlflowRun } from './mlflow-run.ts';
import { promptfoo } from './promptfoo.ts';
import { pytestBenchmark } from './pytest-benchmark.ts';
import type { MetricsReader } from './reader.ts';
import { classificationReport } from './scikit-learn.ts';
import { trainerState } from './trainer-state.ts';

/** Tools whose files have a shape of their own; what none of them knows is a plain map of names to values. */
export const readers: readonly MetricsReader[] = [
  classificationReport,
  trainerState,
  lmEval,
  mlflowRun,
  pytestBenchmark,
  promptfoo,
];
