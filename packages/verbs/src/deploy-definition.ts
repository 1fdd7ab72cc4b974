import { z } from 'zod';
import { common, flag, text } from './inputs.ts';
import type { VerbDefinition } from './verb.ts';

/** Inputs that `rollback` has too. */
export const deployInputs = {
  environment: text.describe("Where to: the contract's, or production, by default"),
  command: text.describe('Puts a version into service; without it, the one of the contract'),
  'create-environment': flag(false).describe(
    'Deploy to an environment that GitHub does not have yet: it is made, without any protection',
  ),
  force: flag(false).describe(
    'Also where the version is in service already, or where another run is at work, which is then given up',
  ),
  config: common.config,
};

/** What each output of `deploy` and `rollback` holds. */
export const deployOutputs = {
  outcome: 'healthy, unhealthy or failed',
  why: 'The outcome in words',
  version: 'The version that was to be put into service',
  environment: 'Where',
  'in-service': 'The version that is in service now; empty: not known',
  deployment: 'Id of the deployment in the ledger',
};

const inputs = z.object({
  tag: text.describe(
    'The release tag: a version tag (name@v1.2.3), or any tag on the commit of a version; by default the one of the run',
  ),
  version: text.describe('The version to deploy (v1.2.3), instead of one that a tag names'),
  ...deployInputs,
});

export type DeployInputs = z.output<typeof inputs>;

export const deployDefinition = {
  name: 'deploy',
  description:
    'Put a version into service: check tag, bytes and verdict anew, run the command, watch the health, and go back where it fails',
  inputs,
  outputs: deployOutputs,
} satisfies VerbDefinition;
