import { z } from 'zod';
import { digestSchema } from '../names.ts';
import { DIFFERENT_THRESHOLD } from './evaluation.ts';
import { outcomeSchema, severitySchema } from './outcome.ts';

/** What a rule met with that is no plain comparison of an interval with a limit. */
export const ruleCodes = [
  'no-evaluation',
  'no-metric',
  'no-slice',
  'no-large-slice',
  'not-recorded',
  'undefined',
  'no-interval',
  'no-direction',
  'not-compared',
  'no-baseline',
  'stale-baseline',
  'different-metric-definition',
  'different-evaluation-set',
  DIFFERENT_THRESHOLD,
  'identical-model',
  'identical-predictions',
  'not-in-baseline',
  'slice-not-in-baseline',
  'not-after-correction',
  'used-up',
] as const;

/** One rule held against one slice. */
export const ruleResultSchema = z.lazy(() =>
  z.strictObject({
    rule: z.string().describe('In words: "roc_auc no worse than 0.005 against base"'),
    metric: z.string(),
    slice: z.string().nullable(),
    severity: severitySchema,
    verdict: outcomeSchema,
    against: z
      .string()
      .nullable()
      .describe('base, production, release, trivial, or the path of a run record'),
    value: z.number().nullable().describe('The metric of this run'),
    baseline: z.number().nullable(),
    change: z.number().nullable(),
    low: z.number().nullable().describe('Interval of what the rule holds: the value, or the change'),
    high: z.number().nullable(),
    intervals: z
      .strictObject({
        rows: z.tuple([z.number(), z.number()]),
        seeds: z.tuple([z.number(), z.number()]),
        n: z.tuple([z.int(), z.int()]).describe('Seeds of the baseline, and of this run'),
      })
      .optional()
      .describe('Where trainings had several seeds: low and high are the outer ends of the two'),
    limit: z.number().describe('The number in the rule'),
    method: z.string().nullable(),
    approximate: z.literal(true).optional().describe('Whether the interval is an approximate one'),
    n: z.int().nonnegative().nullable(),
    'more-rows': z.int().positive().nullable().describe('About how many more labelled rows would settle it'),
    counts: z
      .boolean()
      .describe(
        'Whether it counts for the verdict: not a warning, not waived, not a comparison on a first run',
      ),
    code: z.enum(ruleCodes).optional().describe('What stood in the way, or must be known of the figures'),
    why: z.string(),
    waived: z.strictObject({ reason: z.string(), until: z.string(), who: z.string().optional() }).nullable(),
  }),
);

/** What a policy, or the contract that it stands in, lets through that the base's did not. */
const looseningSchema = z.lazy(() =>
  z.strictObject({
    kind: z.enum([
      'rule-removed',
      'slice-dropped',
      'limit-loosened',
      'margin-widened',
      'severity-lowered',
      'evidence-weakened',
      'waiver-added',
      'waiver-lengthened',
      'inconclusive-loosened',
      'budget-raised',
      'stale-loosened',
      'evaluation-changed',
      'metric-changed',
      'confidence-lowered',
      'replicates-lowered',
      'seeds-fewer',
      'data-check-changed',
    ]),
    what: z.string(),
  }),
);

/** A waiver of the policy, whether or not it did anything. */
const waiverStateSchema = z.lazy(() =>
  z.strictObject({
    metric: z.string(),
    slice: z.string().nullable(),
    reason: z.string(),
    who: z.string().nullable(),
    until: z.string(),
    state: z.enum(['in-force', 'ran-out', 'matches-no-rule']),
  }),
);

export const verdictSchema = z.lazy(() =>
  z.strictObject({
    assay: z.literal('verdict/1'),
    outcome: outcomeSchema,
    why: z.string(),
    policy: digestSchema,
    artifact: digestSchema.nullable().describe('The model that was judged'),
    set: digestSchema.nullable().describe('The evaluation set that it was judged on'),
    data: outcomeSchema.nullable().describe('Worst outcome of the data checks; null: none were made'),
    rules: z.array(ruleResultSchema),
    waivers: z.array(waiverStateSchema).optional().describe('Every waiver of the policy'),
    'base-policy': z
      .strictObject({
        digest: digestSchema,
        outcome: outcomeSchema.describe(
          "What the verdict on this evaluation would be under the base's policy",
        ),
        loosened: z.array(looseningSchema),
      })
      .optional()
      .describe('Where the policy of the base commit is another one, or what it rests on was more'),
    looks: z
      .strictObject({
        used: z
          .int()
          .nonnegative()
          .describe('Models that the evaluation set has answered about, this one included'),
        of: z.int().positive(),
        answered: z.boolean().describe('false: the set is used up, and this verdict tells nothing of it'),
      })
      .optional()
      .describe('Where the policy has a budget and it is known what is left of it'),
    'on-inconclusive': z.enum(['fail', 'warn', 'pass']),
  }),
);

export type Loosening = z.output<typeof looseningSchema>;
export type RuleCode = (typeof ruleCodes)[number];
export type RuleResult = z.output<typeof ruleResultSchema>;
export type Verdict = z.output<typeof verdictSchema>;
