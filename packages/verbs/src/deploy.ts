import { rollOut } from '@assay/deploy';
import type { Context } from './context.ts';
import type { DeployInputs } from './deploy-definition.ts';
import { type DeployDocument, resultOf } from './deploy-result.ts';
import { openWay } from './deploy-service.ts';
import { verifyForService, versionMeant } from './deploy-version.ts';
import type { Result } from './verb.ts';

export async function deploy(given: DeployInputs, context: Context): Promise<Result<DeployDocument>> {
  const way = await openWay(context, 'deploy', given);
  const { ledger, project, request, ports } = way;
  const version = await versionMeant(context, ledger, project.model, given);
  const verified = await verifyForService(context, ledger, version, project.gate);
  return resultOf(context, way, await rollOut(request, verified, ports));
}
