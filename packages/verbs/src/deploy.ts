import { rollOut } from '@assay/deploy';
import { z } from 'zod';
import type { Context } from './context.ts';
import { type DeployDocument, deployOutputs, resultOf } from './deploy-result.ts';
import { openWay } from './deploy-service.ts';
import { verifyForService, versionMeant } from './deploy-version.ts';
import { common, flag, text } from './inputs.ts';
import { defineVerb, type Result } from './verb.ts';

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

const inputs = z.object({
  tag: text.describe(
    'The release tag: a version tag (name@v1.2.3), or any tag on the commit of a version; by default the one of the run',
  ),
  version: text.describe('The version to deploy (v1.2.3), instead of one that a tag names'),
  ...deployInputs,
});

export const deploy = defineVerb({
  name: 'deploy',
  description:
    'Put a version into service: check tag, bytes and verdict anew, run the command, watch the health, and go back where it fails',
  inputs,
  outputs: deployOutputs,
  async run(given: z.output<typeof inputs>, context: Context): Promise<Result<DeployDocument>> {
    const way = await openWay(context, 'deploy', given);
    const { ledger, project, request, ports } = way;
    const version = await versionMeant(context, ledger, project.model, given);
    const verified = await verifyForService(context, ledger, version, project.gate);
    return resultOf(context, way, await rollOut(request, verified, ports));
  },
});
