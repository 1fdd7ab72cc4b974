import type { Evaluate, Metric, Task } from '@assay/contract';
import type { Engine } from '@assay/data';
import { measure, partsOf } from './measure.ts';
import { type ReadyMetrics, readyMetrics } from './own-metrics.ts';
import { loadPredictions } from './predictions/index.ts';
import { requestedMetrics } from './request.ts';
import { atThreshold, fixed } from './threshold.ts';

/**
 * Metrics of all rows with their intervals, and nothing else: no slices, no curves, nothing kept.
 *
 * @param relation SQL of the source
 * @throws UserError `unknown-metric`, and those of reading the predictions
 */
export async function measurePredictions(
  engine: Engine,
  relation: string,
  evaluate: Evaluate & { task: Task },
): Promise<Metric[]> {
  const ready = await readyMetrics(engine, relation, requestedMetrics(evaluate, evaluate.task));
  // One that is chosen on another set is chosen where a model is evaluated, and not here.
  const given = typeof evaluate.threshold === 'number' ? fixed(evaluate.threshold) : undefined;
  return measureWhole(engine, relation, evaluate, { ...ready, metrics: atThreshold(ready.metrics, given) });
}

/** As {@link measurePredictions}, of metrics that are ready to be computed. */
export async function measureWhole(
  engine: Engine,
  relation: string,
  evaluate: Evaluate & { task: Task },
  ready: ReadyMetrics,
): Promise<Metric[]> {
  const { task, confidence, interval, replicates, seed } = evaluate;
  const asked = { ...evaluate, slices: [], id: undefined };
  const predictions = await loadPredictions(engine, relation, task, asked, ready);
  return partsOf(predictions).flatMap((part) =>
    measure(part, ready.metrics, { confidence, interval, replicates, seed }),
  );
}
