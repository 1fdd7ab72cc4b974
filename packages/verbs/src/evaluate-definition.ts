import { tasks } from '@assay/contract';
import { z } from 'zod';
import { choice, common, duckdbLibrary, flag, lines, list, number, text } from './inputs.ts';
import type { VerbDefinition } from './verb.ts';

const inputs = z.object({
  predictions: text.describe('Predictions of the evaluation set: Parquet, CSV, TSV or JSONL'),
  'metrics-file': text.describe(
    'Metrics that another tool computed (JSON, YAML or TOML), or a dvc.yaml that names such files; needs nothing else',
  ),
  format: text.describe(
    'Whose metrics file it is, where its content does not tell: scikit-learn, trainer-state, lm-eval, mlflow, pytest-benchmark, promptfoo, plain',
  ),
  task: choice(...tasks).describe(tasks.join(', ')),
  id: text.describe('Column that names a row; pairs this run with its baseline'),
  label: lines.describe('Column of the truth; multilabel: CLASS=COLUMN, one a line'),
  score: lines.describe('Column of the score of the positive class; or CLASS=COLUMN, one a line'),
  prediction: lines.describe(
    'Column of the predicted class, value or text; multilabel: CLASS=COLUMN, quantile: QUANTILE=COLUMN, one a line',
  ),
  query: text.describe('Column of the query of a ranked item, or of the problem that a text solves'),
  scale: text.describe('Column of the mean absolute error of the naive forecast in training, for mase'),
  weight: text.describe('Column of row weights'),
  group: text.describe('Column of clusters: rows of one group are resampled together'),
  metrics: list.describe('Metrics to compute, by id; without it, the usual ones of the task'),
  threshold: text.describe(
    'Scores at or above it count as positive; or METRIC on FILE: the best on predictions of another set; 0.5',
  ),
  training: text.describe('Predictions of the rows that the model was trained on: shows how far it overfits'),
  behaviour: text.describe(
    'Behavioural tests: predictions with the columns capability, kind (minimum, invariance, direction), prediction, original, expected, tolerance',
  ),
  slice: lines.describe(
    'Column whose values become slices; two with a comma between: every pair; or NAME: SQL PREDICATE; one a line',
  ),
  'search-slices': flag(false).describe(
    'Look for the slices where the model is worst, in all columns that have no other part; `false`',
  ),
  confidence: number.describe('Confidence of every interval; 0.95'),
  replicates: number.describe('Bootstrap replicates; 1000'),
  ...common,
  ...duckdbLibrary,
});

export type EvaluateInputs = z.output<typeof inputs>;

export const evaluateDefinition = {
  name: 'evaluate',
  description:
    'Compute metrics with intervals, by slice, and compare them with the base; or read metrics that another tool computed',
  inputs,
  outputs: {
    metrics: 'Metrics of all rows as a JSON object: {"roc_auc": 0.91}',
    rows: 'Rows of the evaluation set',
    record: 'Path of the run record',
  },
} satisfies VerbDefinition;
