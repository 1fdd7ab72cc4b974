import { z } from 'zod';
import { byName } from '../by-name.ts';
import { nameSchema } from '../names.ts';

export const tasks = [
  'binary',
  'multiclass',
  'multilabel',
  'regression',
  'quantile',
  'ranking',
  'text',
] as const;
export const taskSchema = z.enum(tasks);
export type Task = z.output<typeof taskSchema>;

const column = z.string().min(1);
const oneOrEach = z.union([column, byName(column)]);

const better = z.enum(['higher', 'lower']).describe('Which way is better');

/** A metric as asked for: by its id, or with the number that it takes; or one of the user's own. */
const metricRequestSchema = z.lazy(() =>
  z.union([
    z.string().min(1).describe('An id; ndcg@10: with the number that it takes'),
    z.strictObject({
      metric: z.string().min(1),
      threshold: z.number().min(0).max(1).optional().describe('Scores at or above it count as positive'),
      k: z.int().positive().optional().describe('For metrics of a top: of how many'),
      beta: z.number().positive().optional().describe('For f_beta: how many times recall counts'),
      bins: z.int().min(2).max(1000).optional().describe('For calibration errors'),
      level: z.number().gt(0).lt(1).optional().describe('For quantiles and intervals: which'),
    }),
    z.strictObject({
      name: nameSchema,
      sql: z
        .string()
        .min(1)
        .describe('Arithmetic on sum, avg, count and quantile_disc over columns of the predictions'),
      direction: better,
    }),
    z.strictObject({
      name: nameSchema,
      column: column.describe('The metric is its mean'),
      direction: better,
    }),
  ]),
);

/** A slice as asked for: every value of a column, every pair of values of two, or the rows where a SQL predicate holds. */
const sliceRequestSchema = z.lazy(() =>
  z.union([
    column,
    z
      .tuple([column, column])
      .refine(([one, other]) => one !== other, {
        message: 'a column crossed with itself',
        params: { fix: 'name two columns, or the one without brackets' },
      })
      .describe('Two columns: every pair of their values'),
    z.strictObject({
      name: z.string().min(1),
      where: z.string().min(1).describe('A SQL predicate over the columns of the predictions'),
    }),
  ]),
);

export const evaluateSchema = z.lazy(() =>
  z
    .strictObject({
      predictions: z
        .string()
        .min(1)
        .optional()
        .describe('Predictions of the evaluation set: Parquet, CSV, TSV or JSONL'),
      'metrics-file': z
        .string()
        .min(1)
        .optional()
        .describe(
          'Metrics that another tool computed (JSON, YAML or TOML); a dvc.yaml: the files of metrics that it names',
        ),
      format: z
        .string()
        .min(1)
        .optional()
        .describe(
          'Whose metrics file it is, where its content does not tell: scikit-learn, trainer-state, lm-eval, mlflow, pytest-benchmark, promptfoo, plain',
        ),
      predict: z
        .string()
        .min(1)
        .optional()
        .describe(
          'A command that predicts with any version of the model: it reads the model at $ASSAY_MODEL and the rows at $ASSAY_DATA, and writes the predictions of those rows that no training saw to $ASSAY_PREDICTIONS (CSV, columns as in "predictions")',
        ),
      task: taskSchema.optional(),
      id: column.optional().describe('Column that names a row; pairs this run with its baseline'),
      label: oneOrEach.optional().describe('Column of the truth; multilabel: a column for each class'),
      score: oneOrEach
        .optional()
        .describe('Column of the score of the positive class, or a column for each class'),
      prediction: oneOrEach
        .optional()
        .describe(
          'Column of the predicted class, value or text; multilabel: for each class; quantile: for each quantile',
        ),
      query: column
        .optional()
        .describe('Column of the query that a ranked item belongs to, or of the problem that a text solves'),
      scale: column
        .optional()
        .describe("Column of the naive forecast's mean absolute error in training, for mase"),
      weight: column.optional().describe('Column of row weights'),
      group: column.optional().describe('Column of clusters: rows of one group are resampled together'),
      threshold: z
        .union([
          z.number().min(0).max(1),
          z.strictObject({
            maximize: z.string().min(1).describe('Id of a metric of predicted classes'),
            on: z.string().min(1).describe('Predictions of another set, with the same columns'),
          }),
        ])
        .optional()
        .describe(
          'Scores at or above it count as positive, where a metric names no threshold of its own; or how it is chosen, on another set than the one that is judged',
        ),
      training: z
        .string()
        .min(1)
        .optional()
        .describe('Predictions of the rows that the model was trained on: shows how far it overfits'),
      behaviour: z
        .string()
        .min(1)
        .optional()
        .describe(
          'Behavioural tests: a file of predictions with the columns capability, kind (minimum, invariance, direction), prediction, original, expected, tolerance',
        ),
      metrics: z
        .array(metricRequestSchema)
        .default([])
        .describe('Metrics to compute; without it, the usual ones of the task'),
      slices: z.array(sliceRequestSchema).default([]),
      'search-slices': z
        .union([z.boolean(), z.strictObject({ columns: z.array(column).min(1) })])
        .optional()
        .describe(
          'Look for the slices where the model is worst: in all columns that have no other part, or in these',
        ),
      confidence: z.number().gt(0.5).lt(1).default(0.95).describe('Confidence of every interval'),
      interval: z
        .enum(['percentile', 'bca'])
        .default('percentile')
        .describe('Ends of bootstrap intervals: percentiles, or bias-corrected and accelerated'),
      replicates: z.int().min(100).max(100_000).default(1000).describe('Bootstrap replicates'),
      seed: z.int().nonnegative().default(0).describe('Seed of the bootstrap'),
    })
    .superRefine((evaluate, context) => {
      const sources = [evaluate.predictions, evaluate['metrics-file']].filter(
        (source) => source !== undefined,
      );
      if (sources.length !== 1) {
        context.addIssue({
          code: 'custom',
          message: sources.length === 0 ? 'there is nothing to evaluate' : 'two sources of metrics',
          params: { fix: 'name either "predictions" or "metrics-file"' },
        });
        return;
      }
      if (evaluate.predictions !== undefined) {
        for (const key of ['task', 'label'] as const) {
          if (evaluate[key] === undefined) {
            context.addIssue({
              code: 'custom',
              message: `predictions without "${key}"`,
              params: { fix: `add "${key}: …"${key === 'task' ? `, one of ${tasks.join(', ')}` : ''}` },
            });
          }
        }
      }
    })
    .describe('How the model is evaluated'),
);

export type Evaluate = z.output<typeof evaluateSchema>;
export type MetricRequest = z.output<typeof metricRequestSchema>;
export type SliceRequest = z.output<typeof sliceRequestSchema>;
