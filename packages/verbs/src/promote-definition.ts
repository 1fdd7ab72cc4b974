import { z } from 'zod';
import { choice, common, text } from './inputs.ts';
import type { VerbDefinition } from './verb.ts';

const inputs = z.object({
  commit: text.describe('The commit to promote; the one that is checked out by default'),
  version: text.describe('Name of the version, as v1.2.3; the next one by default'),
  bump: choice('patch', 'minor', 'major').describe(
    'Which part of the version goes up; as the contract says, else patch',
  ),
  stage: text.describe('The stage that the version gets; as the contract says, else production'),
  'mlflow-tracking-uri': text.describe(
    'An MLflow server that shows the same versions and stages; as the contract or MLFLOW_TRACKING_URI says. Credentials come from the environment alone',
  ),
  config: common.config,
});

export type PromoteInputs = z.output<typeof inputs>;

export const promoteDefinition = {
  name: 'promote',
  description:
    'Register a model version and give it a stage; refused without a passing verdict on exactly its bytes',
  inputs,
  outputs: {
    version: 'The version, as v1.2.3',
    tag: 'Name of its tag',
    'stage-tag': 'Name of the tag that gives it the stage',
    commit: 'The commit of the version',
    'model-digest': 'Digest of the model',
    registered: 'Whether the version is new: true or false',
  },
} satisfies VerbDefinition;
