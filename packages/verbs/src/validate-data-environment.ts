import { UserError } from '@assay/contract';
import { readContract } from '@assay/data';

/**
 * That some contract of a run has environments, where one is named. Of several data sets those whose contract has none are the
 * same in all: a project names an environment once for all of them.
 *
 * @param contracts paths; data without a contract are not held against anything, which is said of them
 * @throws UserError `environment-unknown`, and those of readContract
 */
export async function refuseNoEnvironments(
  environment: string,
  contracts: readonly string[],
  root: string,
): Promise<void> {
  if (contracts.length === 0) return;
  for (const path of contracts) {
    const { value } = await readContract(path, root);
    if (value.environments !== undefined) return;
  }
  const of = contracts.join(', ');
  throw new UserError(
    'environment-unknown',
    `no environment ${JSON.stringify(environment)}: ${of} ${contracts.length === 1 ? 'has' : 'have'} no environments`,
    {
      fix: `say in the contract what is different there, such as environments: {${JSON.stringify(environment)}: {optional: [label]}}, or leave out "environment"`,
    },
  );
}
