import { z } from 'zod';
import { deployInputs, deployOutputs } from './deploy-definition.ts';
import { text } from './inputs.ts';
import type { VerbDefinition } from './verb.ts';

const inputs = z.object({
  to: text.describe(
    'The version to go back to (v1.2.3), which was healthy there before; by default the last such one',
  ),
  ...deployInputs,
});

export type RollbackInputs = z.output<typeof inputs>;

export const rollbackDefinition = {
  name: 'rollback',
  description: 'Put the last good version, or one that is named, into service again',
  inputs,
  outputs: deployOutputs,
} satisfies VerbDefinition;
