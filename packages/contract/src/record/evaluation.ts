import { z } from 'zod';
import { taskSchema } from '../assay-yml/evaluate.ts';
import { digestSchema } from '../names.ts';

/** Under this many rows an interval says little, and a gate on it says less: such a slice is small. */
export const SMALL_SLICE = 30;

const interval = {
  value: z.number().nullable().describe('null where undefined: see reason'),
  low: z.number().nullable(),
  high: z.number().nullable(),
  confidence: z.number().gt(0).lt(1).nullable(),
  method: z.string().nullable().describe('wilson, delong, bootstrap, …; null: no interval'),
  n: z.int().nonnegative().nullable().describe('Rows behind it'),
  reason: z.string().nullable().describe('Why a value or an interval is missing'),
  approximate: z
    .literal(true)
    .optional()
    .describe('The interval need not hold the true value as often as its confidence says: docs/coverage.md'),
};

/** A metric on all rows (`slice` null) or on one slice. */
export const metricSchema = z.lazy(() =>
  z.strictObject({
    metric: z.string().describe('Id; with "@threshold" where the threshold is not 0.5'),
    slice: z
      .string()
      .nullable()
      .describe('"column=value", two of these with " and " between, or the name of a predicate'),
    direction: z.enum(['higher', 'lower']).nullable().describe('Which way is better; null: not known'),
    ...interval,
  }),
);

/** What an automatic search for the worst slices found: it looks in one half of the rows, and tests on the other. */
export const sliceSearchSchema = z.lazy(() =>
  z.strictObject({
    metric: z.string().describe('The mean over rows of what each costs'),
    direction: z.enum(['higher', 'lower']),
    columns: z.int().nonnegative().describe('Columns that were searched'),
    candidates: z.int().nonnegative().describe('Slices of one or two conditions that were looked at'),
    searched: z.int().nonnegative().describe('Rows that the search looked at'),
    confirming: z.int().nonnegative().describe('Other rows, that all figures are from'),
    proposed: z.int().nonnegative().describe('Slices that were tested on these'),
    slices: z.array(
      z.strictObject({
        rule: z.string().describe('In words'),
        where: z.string().describe('The same as a SQL predicate: with a name, a slice of assay.yml'),
        n: z.int().nonnegative(),
        value: z.number(),
        low: z.number(),
        high: z.number(),
        rest: z.number().describe('The metric of all other rows'),
        confidence: z.number().gt(0).lt(1),
        p: z.number().min(0).max(1).describe('One-sided, corrected by Holm for all that were tested'),
      }),
    ),
    detectable: z
      .number()
      .nullable()
      .describe('Smallest true excess that the test finds with power 0.8 in a slice of a tenth of the rows'),
  }),
);
export type SliceSearch = z.output<typeof sliceSearchSchema>;

const points = z.array(z.tuple([z.number(), z.number()]));

export const curvesSchema = z.lazy(() =>
  z.strictObject({
    roc: points.optional().describe('[false positive rate, true positive rate]'),
    'precision-recall': points.optional().describe('[recall, precision]'),
    gain: points
      .optional()
      .describe('[share of rows selected by the highest scores, share of positives among them]'),
    calibration: z
      .array(
        z.strictObject({
          predicted: z.number(),
          observed: z.number(),
          low: z.number(),
          high: z.number(),
          n: z.int(),
        }),
      )
      .optional(),
    confusion: z
      .strictObject({ classes: z.array(z.string()), counts: z.array(z.array(z.number())) })
      .optional()
      .describe('counts[true][predicted]'),
    residuals: z
      .array(z.strictObject({ quantile: z.number(), value: z.number() }))
      .optional()
      .describe('Quantiles of true minus predicted'),
  }),
);

export const evaluationSchema = z.lazy(() =>
  z.strictObject({
    task: taskSchema.nullable().describe('null: metrics that another tool computed'),
    set: digestSchema
      .nullable()
      .describe('Of the evaluation set: ids, labels and weights, whatever their order'),
    rows: z.int().nonnegative().nullable(),
    paired: z.boolean().describe('Whether rows have ids, so that a later run can be paired with this one'),
    source: z.strictObject({ path: z.string(), format: z.string() }),
    metrics: z.array(metricSchema),
    slices: z.array(
      z.strictObject({
        slice: z.string(),
        n: z.int().nonnegative(),
        small: z.boolean(),
        of: z.string().optional().describe('Of a crossing: its two columns, "sex, race"'),
      }),
    ),
    search: sliceSearchSchema.optional(),
    curves: curvesSchema,
    behaviour: z
      .array(
        z.strictObject({
          capability: z.string(),
          n: z.int().nonnegative(),
          failures: z.int().nonnegative(),
          examples: z.array(z.string()).max(5).describe('Ids of tests that fail, or their rows in the file'),
        }),
      )
      .optional()
      .describe('Behavioural tests by capability'),
    threshold: z
      .strictObject({
        value: z.number(),
        maximizes: z.string().nullable().describe('Metric that it was chosen by; null: it was given'),
        on: z.string().nullable().describe('File of the other set that it was chosen on'),
        set: digestSchema.nullable().describe('Of that set'),
      })
      .optional()
      .describe('Of all metrics of predicted classes that name none of their own'),
    seeds: z
      .strictObject({
        seeds: z.array(z.int().nonnegative()).min(2).describe("The model's own first"),
        metrics: z.array(
          z.strictObject({
            metric: z.string(),
            slice: z.string().optional().describe('Without it: of all rows'),
            values: z.array(z.number()).describe('In the order of the seeds'),
            mean: z.number(),
            sd: z.number().nonnegative().describe('Between seeds, of k values with k - 1'),
          }),
        ),
      })
      .optional()
      .describe(
        'Metrics of trainings with several seeds: of all rows, and of up to 200 slices of 30 rows and more',
      ),
    lineage: z
      .array(
        z.strictObject({
          stage: z.string(),
          role: z.enum(['read', 'wrote']),
          path: z.string(),
          md5: z.string().nullable().describe('As DVC takes it; of a folder it ends in .dir'),
          bytes: z.int().nonnegative().nullable(),
        }),
      )
      .optional()
      .describe('What dvc.lock says that the stages of a dvc.yaml read and wrote'),
    predictions: z
      .strictObject({
        digest: digestSchema,
        stored: z.boolean().describe('Whether the ledger can keep them for pairing'),
      })
      .nullable(),
    seconds: z.number().nonnegative(),
  }),
);

/** A metric beside the same metric of a baseline. */
export const changeSchema = z.lazy(() =>
  z.strictObject({
    metric: z.string(),
    slice: z.string().nullable(),
    direction: z.enum(['higher', 'lower']).nullable(),
    base: z.number().nullable(),
    candidate: z.number().nullable(),
    ...interval,
    value: interval.value.describe('candidate - base'),
    seeds: z
      .strictObject({ value: z.number(), low: z.number(), high: z.number(), n: z.tuple([z.int(), z.int()]) })
      .optional()
      .describe(
        "Change of the mean over seeds with Welch's interval; n: seeds of the baseline, and of this run",
      ),
    detectable: z.number().nullable().describe('Smallest change that this many rows can see, with power 0.8'),
  }),
);

/** Why a change is none: both runs predict classes at thresholds of their own, and cannot be paired. */
export const DIFFERENT_THRESHOLD = 'different-threshold';

export const guards = [
  'no-baseline',
  'different-evaluation-set',
  'grown-evaluation-set',
  'different-metric-definition',
  'identical-model',
  'no-ids',
  'predictions-not-kept',
] as const;

const examples = z.array(z.string()).max(10);

export const comparisonSchema = z.lazy(() =>
  z.strictObject({
    with: z.string().describe('base, production, release, trivial, training, or the path of a run record'),
    record: z.string().nullable().describe('Id of the baseline record'),
    commit: z.string().nullable(),
    recorded: z.iso.datetime().nullable().describe('When the baseline was recorded'),
    behind: z
      .int()
      .nonnegative()
      .nullable()
      .describe('Commits between the wanted base and the one that has a record'),
    paired: z.boolean(),
    guard: z.enum(guards).nullable().describe('Why there are no, or only unpaired, figures'),
    metrics: z.array(changeSchema),
    flips: z
      .strictObject({
        gained: z.int(),
        lost: z.int(),
        n: z.int(),
        examples: z
          .strictObject({ gained: examples, lost: examples })
          .optional()
          .describe('Ids of the first rows of each, as the predictions have them'),
      })
      .nullable()
      .describe('Rows that went wrong to right, and right to wrong'),
  }),
);

export type Metric = z.output<typeof metricSchema>;
export type Curves = z.output<typeof curvesSchema>;
export type Evaluation = z.output<typeof evaluationSchema>;
export type Change = z.output<typeof changeSchema>;
export type Comparison = z.output<typeof comparisonSchema>;
export type Guard = (typeof guards)[number];
