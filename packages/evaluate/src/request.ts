import { type Evaluate, hint, type MetricRequest, type Task, UserError } from '@assay/contract';
import { type MetricSpec, metricIds, parseMetric } from '@assay/stats';

/** The usual metrics of a task, computed when none are asked for. */
const usual: Record<Task, { scores: string[]; predictions: string[] }> = {
  binary: {
    scores: ['roc_auc', 'average_precision', 'log_loss', 'accuracy', 'f1'],
    predictions: ['accuracy', 'precision', 'recall', 'f1'],
  },
  multiclass: {
    scores: ['accuracy', 'f1_macro', 'log_loss', 'roc_auc_ovr_macro'],
    predictions: ['accuracy', 'balanced_accuracy', 'f1_macro'],
  },
  regression: { scores: ['rmse', 'mae', 'r2'], predictions: ['rmse', 'mae', 'r2'] },
};

/** A metric as it is computed, and the key under which records and rules know it. */
export interface RequestedMetric {
  /** The id; with `@threshold` or `@k` where these are not the usual ones. */
  key: string;
  spec: MetricSpec;
  direction: 'higher' | 'lower' | null;
}

/**
 * The metrics to compute.
 *
 * @throws UserError `unknown-metric`
 */
export function requestedMetrics(evaluate: Evaluate, task: Task): RequestedMetric[] {
  const wanted: MetricRequest[] =
    evaluate.metrics.length > 0
      ? evaluate.metrics
      : usual[task][evaluate.score === undefined ? 'predictions' : 'scores'];
  return wanted.map((request) => {
    const spec: MetricSpec = typeof request === 'string' ? { metric: request } : request;
    const parsed = parseMetric(task, spec.metric);
    if (!parsed.found) throw unknownMetric(spec.metric, task);
    return { key: keyOf(spec), spec, direction: parsed.metric.direction };
  });
}

function keyOf({ metric, threshold, k }: MetricSpec): string {
  if (threshold !== undefined && threshold !== 0.5) return `${metric}@${threshold}`;
  return k === undefined ? metric : `${metric}@${k}`;
}

function unknownMetric(metric: string, task: Task): UserError {
  return new UserError('unknown-metric', `unknown metric "${metric}"`, {
    fix: hint(metric, metricIds(task)),
  });
}
