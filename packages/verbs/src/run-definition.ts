import { z } from 'zod';
import { common, duckdbLibrary, flag } from './inputs.ts';
import type { VerbDefinition } from './verb.ts';

const inputs = z.object({
  'record-base': flag(false).describe('Add the record to the ledger, as a push to the default branch does'),
  ...common,
  ...duckdbLibrary,
});

export type RunInputs = z.output<typeof inputs>;

export const runDefinition = {
  name: 'run',
  description: 'The whole pull-request way on this machine: data, training, evaluation, report, verdict',
  inputs,
  outputs: {
    verdict: 'pass, fail or inconclusive; empty without a policy',
    record: 'Path of the run record',
  },
} satisfies VerbDefinition;
