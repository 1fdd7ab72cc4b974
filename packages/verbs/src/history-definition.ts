import { z } from 'zod';
import { common, lines, text, written } from './inputs.ts';
import type { VerbDefinition } from './verb.ts';

const inputs = z.object({
  at: text.describe(
    'What was in service then: a day (2026-11-03; its end in UTC) or a time (2026-11-03T14:00Z)',
  ),
  environment: text.describe("Where: the contract's, or production, by default"),
  model: text.describe('Of one model only'),
  html: written('.html').describe(
    'Write the whole life of the model as one HTML file that opens offline: verdicts, versions, deployments, drift, retraining',
  ),
  reports: lines.describe(
    'Run records and drift reports (.json) that were kept as artifacts, for "html": the ledger has neither those of pull requests nor the evidence of drift by day',
  ),
  config: common.config,
});

export type HistoryInputs = z.output<typeof inputs>;

export const historyDefinition = {
  name: 'history',
  description: 'List what was in service, when, and by whom; or what was at a moment. From git alone',
  inputs,
  outputs: {},
} satisfies VerbDefinition;
