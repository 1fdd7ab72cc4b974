import { z } from 'zod';

export const outcomes = ['pass', 'fail', 'inconclusive'] as const;
export const outcomeSchema = z.enum(outcomes);

/** `pass`, `fail` or `inconclusive`: the three values of every judgement. */
export type Outcome = z.output<typeof outcomeSchema>;

export const severitySchema = z.enum(['error', 'warn']);
export type Severity = z.output<typeof severitySchema>;
