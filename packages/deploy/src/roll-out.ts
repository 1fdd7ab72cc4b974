import { type Deployment, UserError } from '@assay/contract';
import { ended, inService, lastGood, timeAfter } from './deployments.ts';
import type { EnvironmentState, Ports, RollOutRequest, VerifiedVersion } from './ports.ts';
import type { Service } from './service/put-into-service.ts';
import { ownTurn, passTurn, takeTurn, turnOf } from './turn.ts';

/** What a roll-out came to. */
export interface RollOut {
  deployment: Deployment;
  /** Nothing was done: the version was in service before. */
  already: boolean;
  /** The deployment of the last good version that followed a failure. */
  rolledBack: Deployment | null;
  /** Whether it is known which version is in service now. */
  known: boolean;
  /** What went wrong with the way back, where it was to be taken and was not. */
  stuck: string | null;
}

/**
 * Puts a version into service, and the last good one again where it does not become healthy.
 *
 * Each step is written down before the next begins, and each can be done twice: killed anywhere and run again, it goes on
 * with what it finds and comes to the same end. Only the user's command may be run once more than needed.
 *
 * @param undoes the deployment that this one undoes: a rollback by hand
 * @throws UserError `deployment-busy`
 */
export async function rollOut(
  request: RollOutRequest,
  version: VerifiedVersion,
  ports: Ports,
  undoes: Deployment | null = null,
): Promise<RollOut> {
  const state = await ports.journal.read();
  const serving = inService(state.deployments, request.model);
  const latest = state.deployments.findLast((one) => one.model === request.model);
  const idle = !isUnfinished(state, ports);
  if (idle && !request.force && serving !== undefined && serving === latest && isOf(serving, version))
    return { deployment: serving, already: true, rolledBack: null, known: true, stuck: null };

  const begun = await takeTurn(request, version, ports, undoes);
  const undone = begun['rolls-back'] === null ? undefined : await find(ports, begun['rolls-back']);
  // An earlier attempt of this run was on its way back from the version that is asked for.
  if (undoes === null && undone !== undefined) return finishWayBack(request, undone, begun, ports);
  const { deployment, cancelled } = await carryOut(request, begun, ports, version);
  if (wantsWayBack(request, deployment) && !cancelled) return wayBack(request, deployment, ports);
  await passTurn(deployment.id, ports);
  return {
    deployment,
    already: false,
    rolledBack: null,
    known: deployment.outcome === 'healthy',
    stuck: null,
  };
}

async function wayBack(request: RollOutRequest, bad: Deployment, ports: Ports): Promise<RollOut> {
  const { deployments } = await ports.journal.read();
  const good = lastGood(deployments, bad);
  if (good === undefined) {
    await passTurn(bad.id, ports);
    const stuck = 'there is no earlier version that was healthy here to go back to';
    return { deployment: bad, already: false, rolledBack: null, known: false, stuck };
  }
  ports.log.warn(`${bad.version} is ${bad.outcome}: back to ${good.version}`);
  const back = await passTurn(bad.id, ports, { request, version: good, undoes: bad.id, deployments });
  return finishWayBack(request, bad, back, ports);
}

async function finishWayBack(
  request: RollOutRequest,
  bad: Deployment,
  begun: Deployment,
  ports: Ports,
): Promise<RollOut> {
  const { deployment: back } = await carryOut(request, begun, ports);
  await passTurn(back.id, ports);
  const known = back.outcome === 'healthy';
  const stuck = known ? null : `the way back to ${back.version} failed: ${back.why}`;
  return { deployment: bad, already: false, rolledBack: back, known, stuck };
}

interface Carried {
  deployment: Deployment;
  cancelled: boolean;
}

/** From wherever a deployment stands to its outcome, told to all. */
async function carryOut(
  request: RollOutRequest,
  begun: Deployment,
  ports: Ports,
  verified?: VerifiedVersion,
): Promise<Carried> {
  let carried: Carried & { address?: string | null } = { deployment: begun, cancelled: false };
  if (begun.outcome === 'pending') {
    const version = verified ?? (await ports.verify(begun.version).catch(problem));
    carried =
      version instanceof UserError
        ? await settle(request, begun, notBegun(version), ports)
        : await perform(request, begun, version, ports);
  }
  await tell(carried, ports);
  return carried;
}

async function perform(
  request: RollOutRequest,
  begun: Deployment,
  version: VerifiedVersion,
  ports: Ports,
): Promise<Carried & { address: string | null }> {
  const github = await ports.announcer?.begin(begun, version.commit).catch(problem);
  if (github instanceof UserError) {
    // Nothing was touched: this is no outcome of the version's, and it does not keep others waiting.
    await settle(request, begun, notBegun(github), ports);
    await passTurn(begun.id, ports);
    throw github;
  }
  const announced = { ...begun, github: github ?? null };
  if (announced.github !== begun.github) await note(request, announced, ports);
  const { deployments } = await ports.journal.read();
  const ill = deployments.filter(({ model, outcome }) => model === request.model && outcome !== 'healthy');
  await ports.endStrays(ill.map(({ id }) => id));
  const served = await ports.serve(version, begun.id).catch(problem);
  return settle(
    request,
    announced,
    served instanceof UserError
      ? { outcome: 'failed', why: served.message, cancelled: false, address: null }
      : served,
    ports,
  );
}

type Outcome = Service & { begun?: false };

function notBegun(error: UserError): Outcome {
  return {
    outcome: 'failed',
    why: `not begun: ${error.message}`,
    cancelled: false,
    address: null,
    begun: false,
  };
}

/** Writes the number on GitHub down, so that whoever takes over can end it there. */
async function note(request: RollOutRequest, deployment: Deployment, ports: Ports): Promise<void> {
  const { version, environment } = deployment;
  await writeOwn(request, [deployment], `deploy ${version} to ${environment}: announced`, deployment, ports);
}

/** Writes the outcome down, and with it the end of what served before. */
async function settle(
  request: RollOutRequest,
  deployment: Deployment,
  { outcome, why, cancelled, address, begun }: Outcome,
  ports: Ports,
): Promise<Carried & { address: string | null }> {
  const { deployments } = await ports.journal.read();
  const { model, version, environment } = deployment;
  const at = timeAfter(deployments, ports.now());
  const settled: Deployment = { ...deployment, outcome, why, from: outcome === 'healthy' ? at : null };
  const back = !cancelled && wantsWayBack(request, settled) && lastGood(deployments, settled) !== undefined;
  // What failed may have ended what served before. Where it is not put back, nothing is known to serve.
  const undone = deployments.find(({ id }) => id === deployment['rolls-back']);
  const untouched = begun === false && (undone === undefined || undone.outcome === 'healthy');
  const over = outcome !== 'healthy' && (back || untouched) ? [] : ended(deployments, model, at);
  const changed = [settled, ...over.filter((one) => one.id !== settled.id)];
  await writeOwn(request, changed, `deploy ${version} to ${environment}: ${outcome}`, deployment, ports);
  return { deployment: settled, cancelled, address };
}

async function writeOwn(
  request: RollOutRequest,
  deployments: readonly Deployment[],
  message: string,
  own: Deployment,
  ports: Ports,
): Promise<void> {
  const [expected, turn] = [ownTurn(own.id, ports), turnOf(own, request, ports)];
  const written = await ports.journal.write({ expected, turn, deployments, message });
  if (written) return;
  throw new UserError('deployment-lost', 'another run has taken over the environment meanwhile', {
    fix: 'see what that run does (assay history); give the workflow a `concurrency` group for the environment',
  });
}

/** Tells GitHub and the stages what the ledger says. */
async function tell(
  { deployment, cancelled, address }: Carried & { address?: string | null },
  ports: Ports,
): Promise<void> {
  const { announcer } = ports;
  const healthy = deployment.outcome === 'healthy';
  const { deployments } = await ports.journal.read();
  if (announcer !== null && deployment.github !== null) {
    const state = healthy ? 'success' : cancelled ? 'error' : 'failure';
    await announcer.end(deployment.github, state, deployment.why, address ?? null);
  }
  if (!healthy) {
    if (!cancelled && deployment['rolls-back'] === null)
      await ports.unassign(deployment.version, deployment.why);
    return;
  }
  for (const { model, to, github } of deployments) {
    const before = model === deployment.model && to !== null && to === deployment.from;
    if (before && github !== null) await announcer?.retire(github);
  }
  const undone = deployments.find(({ id }) => id === deployment['rolls-back']);
  if (undone !== undefined && undone.version !== deployment.version)
    await ports.unassign(undone.version, `rolled back to ${deployment.version}`);
  const why = undone === undefined ? 'put into service' : `in the place of ${undone.version}`;
  await ports.assign(deployment.version, why);
}

function wantsWayBack({ rollback }: RollOutRequest, deployment: Deployment): boolean {
  return rollback === 'previous' && deployment.outcome !== 'healthy' && deployment['rolls-back'] === null;
}

function isUnfinished({ turn, deployments }: EnvironmentState, ports: Ports): boolean {
  const holder = deployments.find(({ id }) => id === turn?.deployment);
  return turn !== undefined && holder !== undefined && ports.journal.isMine(turn, holder);
}

function isOf(deployment: Deployment, { version, artifact }: VerifiedVersion): boolean {
  return deployment.version === version && deployment.artifact === artifact;
}

async function find(ports: Ports, id: string): Promise<Deployment | undefined> {
  return (await ports.journal.read()).deployments.find((one) => one.id === id);
}

/** A mistake that the user can mend is an outcome; anything else is a bug, and goes on up. */
function problem(error: unknown): UserError {
  if (error instanceof UserError) return error;
  throw error;
}
