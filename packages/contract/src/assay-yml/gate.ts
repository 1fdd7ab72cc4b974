import { z } from 'zod';
import { type Located, parseLocated } from '../located.ts';
import { durationSchema } from './duration.ts';

/** Numbers of a run that are not metrics of its evaluation. They have no interval. */
export const resourceMetrics: readonly string[] = ['train.seconds', 'train.peak_memory_mb', 'model.bytes'];

const conditions = ['at-least', 'at-most', 'no-worse-than', 'better-by'] as const;

const ruleSchema = z.lazy(() =>
  z
    .strictObject({
      metric: z
        .string()
        .min(1)
        .describe('A metric of the evaluation, or train.seconds, train.peak_memory_mb, model.bytes'),
      'at-least': z.number().optional().describe('Floor: passes when the interval lies at or above it'),
      'at-most': z.number().optional().describe('Ceiling: passes when the interval lies at or below it'),
      against: z
        .string()
        .regex(
          /^(base|production|release|trivial|training|.+\.json)$/,
          'write base, production, release, trivial, training, or the path of a run record (.json)',
        )
        .optional()
        .describe(
          'What "no-worse-than" and "better-by" compare with: base (default), the version in production, the newest release, the trivial model, the rows that it was trained on, or the path of a run record',
        ),
      'no-worse-than': z
        .number()
        .nonnegative()
        .optional()
        .describe('Non-inferiority margin, in units of the metric'),
      'better-by': z.number().nonnegative().optional().describe('Superiority margin, in units of the metric'),
      slice: z.string().min(1).optional().describe('One slice: "column=value", or the name of a predicate'),
      slices: z
        .union([z.literal('all'), z.array(z.string().min(1)).min(1)])
        .optional()
        .describe('Several slices, each held to the rule'),
      severity: z
        .enum(['error', 'warn'])
        .default('error')
        .describe('A warning shows, and does not count for the verdict'),
      evidence: z
        .enum(['interval', 'point'])
        .default('interval')
        .describe('"point" compares bare numbers, for what has no interval'),
    })
    .superRefine((rule, context) => {
      const given = conditions.filter((condition) => rule[condition] !== undefined);
      if (given.length !== 1) {
        context.addIssue({
          code: 'custom',
          message: given.length === 0 ? 'this rule has no limit' : `${given.join(' and ')} in one rule`,
          params: { fix: `give each rule exactly one of: ${conditions.join(', ')}` },
        });
      }
      if (rule.against !== undefined && (rule['at-least'] !== undefined || rule['at-most'] !== undefined)) {
        context.addIssue({
          code: 'custom',
          message: '"against" beside a fixed limit',
          params: { fix: 'use no-worse-than or better-by, or remove "against"' },
          path: ['against'],
        });
      }
      if (resourceMetrics.includes(rule.metric) && rule.evidence !== 'point') {
        context.addIssue({
          code: 'custom',
          message: `${rule.metric} has no interval`,
          path: ['metric'],
          params: { fix: 'add "evidence: point" to the rule' },
        });
      }
      if (rule.slice !== undefined && rule.slices !== undefined) {
        context.addIssue({
          code: 'custom',
          message: '"slices" beside "slice"',
          params: { fix: 'keep one of the two' },
          path: ['slices'],
        });
      }
    }),
);

const waiverSchema = z.lazy(() =>
  z.strictObject({
    metric: z.string().min(1).describe('The metric of the rules that are waived'),
    slice: z.string().min(1).optional().describe('Only on this slice'),
    reason: z.string().min(1).describe('Shown in every report'),
    who: z.string().min(1).optional().describe('Who answers for it; shown in every report'),
    until: z.iso.date('write a day as 2027-01-31').describe('The last day on which it counts'),
  }),
);

export const budgetSchema = z.lazy(() =>
  z
    .strictObject({
      looks: z
        .int()
        .positive()
        .default(32)
        .describe(
          'Models that one evaluation set may answer about; then it is used up, until it is replaced',
        ),
      reliability: z
        .number()
        .gt(0)
        .lt(1)
        .default(0.99)
        .describe(
          'Probability that no answer is wrong by more than the tolerance: what "gate --plan" counts with',
        ),
      tolerance: z.number().gt(0).lt(1).default(0.02).describe('In units of a metric between 0 and 1'),
      changed: z
        .number()
        .gt(0)
        .max(1)
        .optional()
        .describe(
          'Largest share of predictions that differ from one model to the next, as counted on rows without labels: "gate --plan" then asks for fewer rows',
        ),
      adaptivity: z
        .enum(['full', 'none'])
        .default('full')
        .describe('"none" where no answer is seen before the last model is made'),
    })
    .describe('How often the evaluation set may be looked at'),
);

export const gateSchema = z.lazy(() =>
  z
    .strictObject({
      rules: z.array(ruleSchema).default([]),
      'on-inconclusive': z
        .enum(['fail', 'warn', 'pass'])
        .default('warn')
        .describe('What an inconclusive verdict does to the job'),
      'stale-after': durationSchema
        .optional()
        .describe('A baseline that was recorded longer ago than this settles nothing: 30d'),
      'test-set': budgetSchema.optional(),
      waivers: z.array(waiverSchema).default([]),
    })
    .describe('What the model must reach'),
);

export type Rule = z.output<typeof ruleSchema>;
export type Budget = z.output<typeof budgetSchema>;
export type Waiver = z.output<typeof waiverSchema>;
export type Policy = z.output<typeof gateSchema>;

/** A policy in a file of its own: the `gate:` section, with a version. */
const policyFileSchema = z.lazy(() => gateSchema.unwrap().extend({ assay: z.literal(1) }));

/** Reads the text of a policy that stands in a file of its own. @throws UserError as `parseLocated` */
export function parsePolicy(text: string, file: string): Located<Policy> {
  const { value, source } = parseLocated(text, file, policyFileSchema, { key: 'assay', major: 1 });
  const { assay, ...policy } = value;
  return { value: policy, source };
}
