import type { Evaluate, Metric, Task } from '@assay/contract';
import type { Engine } from '@assay/data';
import { measure, partsOf } from './measure.ts';
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
  const metrics = requestedMetrics(evaluate, task);
  const predictions = await loadPredictions(engine, relation, task, {
    ...evaluate,
    slices: [],
    id: undefined,
  });
  return measure(partsOf(predictions), metrics, { confidence, replicates, seed });
}
