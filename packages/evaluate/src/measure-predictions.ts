import type { Evaluate, Metric, Task } from '@assay/contract';
import type { Engine } from '@assay/data';
import { measure, partsOf } from './measure.ts';
import { readyMetrics } from './own-metrics.ts';
import { loadPredictions } from './predictions/index.ts';
import { requestedMetrics } from './request.ts';

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
  const { task, confidence, replicates, seed } = evaluate;
  const ready = await readyMetrics(engine, relation, requestedMetrics(evaluate, task));
  const asked = { ...evaluate, slices: [], id: undefined };
  const predictions = await loadPredictions(engine, relation, task, asked, ready);
  return measure(partsOf(predictions), ready.metrics, { confidence, replicates, seed });
}
