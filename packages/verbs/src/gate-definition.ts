import { z } from 'zod';
import { common, flag, text } from './inputs.ts';
import type { VerbDefinition } from './verb.ts';

const inputs = z.object({
  policy: text.describe(
    'A file with the rules: an assay.yml, or "assay: 1" and what stands under "gate:"; without it, the contract',
  ),
  baseline: text.describe(
    'A run record to compare with, instead of the one that "evaluate" found; compared by its stored intervals',
  ),
  plan: flag(false).describe(
    'Instead of judging, say how many labelled rows the policy asks for: by the bound of ease.ml/ci, and from the record where there is one',
  ),
  'count-look': flag(false).describe(
    'Write into the ledger that this run was judged, where the policy has a budget for its evaluation set: for the records of pull requests, in a trusted run with `contents: write`',
  ),
  ...common,
});

export type GateInputs = z.output<typeof inputs>;

export const gateDefinition = {
  name: 'gate',
  description:
    'Hold the run record against the policy, set the verdict, and fail the job where the policy says so',
  inputs,
  outputs: {
    verdict: 'pass, fail or inconclusive',
    why: 'The verdict in words',
    record: 'Path of the run record',
  },
} satisfies VerbDefinition;
