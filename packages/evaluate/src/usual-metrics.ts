import type { Evaluate, Task } from '@assay/contract';

const usual: Record<Task, { scores: string[]; predictions: string[] }> = {
  binary: {
    scores: ['roc_auc', 'average_precision', 'log_loss', 'accuracy', 'f1'],
    predictions: ['accuracy', 'precision', 'recall', 'f1'],
  },
  multiclass: {
    scores: ['accuracy', 'f1_macro', 'log_loss', 'roc_auc_ovr_macro'],
    predictions: ['accuracy', 'balanced_accuracy', 'f1_macro'],
  },
  multilabel: {
    scores: ['f1_micro', 'f1_macro', 'hamming_loss', 'lrap', 'roc_auc_macro'],
    predictions: ['f1_micro', 'f1_macro', 'hamming_loss', 'subset_accuracy'],
  },
  regression: { scores: ['rmse', 'mae', 'r2'], predictions: ['rmse', 'mae', 'r2'] },
  quantile: { scores: [], predictions: ['pinball'] },
  ranking: { scores: ['ndcg@10', 'map', 'mrr', 'recall'], predictions: [] },
  text: { scores: ['score', 'pass_rate'], predictions: ['exact_match', 'token_f1'] },
};

/** The usual metrics of a task, computed when none are asked for. */
export function usualMetrics(task: Task, { score, prediction }: Evaluate): string[] {
  const { scores, predictions } = usual[task];
  if (task === 'text')
    return [...(prediction === undefined ? [] : predictions), ...(score === undefined ? [] : scores)];
  if (task === 'quantile' && Object.keys(prediction ?? {}).length > 1)
    return [...predictions, 'coverage', 'interval_width', 'interval_score'];
  return score === undefined ? predictions : scores;
}
