import { type Deployment, type Turn, UserError } from '@assay/contract';
import type { Ports, RollOutRequest, VerifiedVersion } from './ports.ts';

const TRIES = 3;

/**
 * Begins a deployment, or finds the one that this run has begun before: only one run at a time is at work in an
 * environment, because the turn and the deployment are written in one step that fails when another was faster.
 *
 * @throws UserError `deployment-busy`
 */
export async function takeTurn(
  request: RollOutRequest,
  version: VerifiedVersion,
  ports: Ports,
  undoes: Deployment | null,
): Promise<Deployment> {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const { turn, deployments } = await ports.journal.read();
    const holder = deployments.find(({ id }) => id === turn?.deployment);
    const mine = holder !== undefined && ports.journal.isMine(holder);
    if (mine && concerns(holder, version, undoes, deployments)) {
      ports.log.info(`goes on with the deployment that was begun at ${holder.started}`);
      return holder;
    }
    if (holder !== undefined && !mine && !request.force) refuseBusy(holder, turn, ports.now());
    const begun = begin(request, version, undoes?.id ?? null, ports);
    const givenUp = holder?.outcome === 'pending' ? [giveUp(holder)] : [];
    const written = await ports.journal.write({
      expected: turn?.deployment ?? null,
      turn: turnOf(begun, request, ports),
      deployments: [begun, ...givenUp],
      message: `deploy ${begun.version} to ${begun.environment}: begun`,
    });
    if (!written) continue;
    for (const { version: other, started, github, why } of givenUp) {
      ports.log.warn(
        `the deployment of ${other} that was begun at ${started} was not heard of again: given up`,
      );
      if (github !== null) await ports.announcer?.end(github, 'error', why, null);
    }
    return begun;
  }
  throw new UserError('deployment-busy', `other runs were faster ${TRIES} times in a row`, {
    fix: 'run again',
  });
}

/**
 * Gives the turn of a deployment back or, in the same step, to the one that undoes it.
 *
 * @returns the deployment that has it now; without a next one, nothing of interest
 */
export async function passTurn(
  from: string,
  ports: Ports,
  next: { request: RollOutRequest; version: Deployment; undoes: string },
): Promise<Deployment>;
export async function passTurn(from: string, ports: Ports): Promise<undefined>;
export async function passTurn(
  from: string,
  ports: Ports,
  next?: { request: RollOutRequest; version: Deployment; undoes: string },
): Promise<Deployment | undefined> {
  const begun = next === undefined ? undefined : begin(next.request, next.version, next.undoes, ports);
  const written = await ports.journal.write({
    expected: from,
    turn:
      next === undefined || begun === undefined
        ? { assay: 'turn/1', deployment: null, until: null }
        : turnOf(begun, next.request, ports),
    deployments: begun === undefined ? [] : [begun],
    message:
      begun === undefined
        ? 'deployment done'
        : `roll back to ${begun.version} in ${begun.environment}: begun`,
  });
  // Somebody took over what had reached its end already: there is nothing left to give back.
  if (written || begun === undefined) return begun;
  throw new UserError('deployment-lost', 'another run has taken over the environment meanwhile', {
    fix: 'see what that run does (assay history): this run does not roll back',
  });
}

/** Whether a deployment that was begun is part of what is asked for now. */
function concerns(
  holder: Deployment,
  { version }: VerifiedVersion,
  undoes: Deployment | null,
  deployments: readonly Deployment[],
): boolean {
  if (undoes !== null) return holder.version === version && holder['rolls-back'] !== null;
  const undone = deployments.find(({ id }) => id === holder['rolls-back']);
  return undone === undefined
    ? holder.version === version
    : undone.version === version && undone.outcome !== 'healthy';
}

function begin(
  { environment, model, by, run }: RollOutRequest,
  { version, artifact }: Pick<Deployment, 'version' | 'artifact'>,
  rollsBack: string | null,
  { newId, now }: Ports,
): Deployment {
  return {
    assay: 'deployment/1',
    id: newId(),
    environment,
    model,
    version,
    artifact,
    outcome: 'pending',
    why: 'begun',
    started: now().toISOString(),
    from: null,
    to: null,
    by,
    run,
    'rolls-back': rollsBack,
    github: null,
  };
}

function turnOf({ id }: Deployment, { limitMs }: RollOutRequest, { now }: Ports): Turn {
  return { assay: 'turn/1', deployment: id, until: new Date(now().getTime() + limitMs).toISOString() };
}

function giveUp(deployment: Deployment): Deployment {
  return { ...deployment, outcome: 'failed', why: 'it was begun, and not heard of again' };
}

function refuseBusy(holder: Deployment, turn: Turn | undefined, now: Date): void {
  const until = turn?.until ?? null;
  if (until === null || Date.parse(until) <= now.getTime()) return;
  const { version, environment, by, started, run } = holder;
  const who = run === null ? by : `${by}, ${run}`;
  throw new UserError(
    'deployment-busy',
    `${version} is being deployed to ${environment} since ${started} (${who})`,
    {
      fix: `wait for it and run again; if it is dead, it counts as given up at ${until}, or at once with the input "force". A \`concurrency\` group keeps runs apart`,
    },
  );
}
