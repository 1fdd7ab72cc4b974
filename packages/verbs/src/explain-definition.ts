import { z } from 'zod';
import { common, text } from './inputs.ts';
import type { VerbDefinition } from './verb.ts';

const inputs = z.object({
  policy: text.describe('A file with the rules, as for "gate"; without it, the contract'),
  metric: text.describe('Only rules on this metric'),
  slice: text.describe('Only on this slice'),
  ...common,
});

export type ExplainInputs = z.output<typeof inputs>;

export const explainDefinition = {
  name: 'explain',
  description: 'Say why the verdict is what it is: of each rule the figures, the limit and the arithmetic',
  inputs,
  outputs: { verdict: 'pass, fail or inconclusive' },
} satisfies VerbDefinition;
