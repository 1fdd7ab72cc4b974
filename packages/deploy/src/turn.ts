import { type Deployment, type Turn, UserError } from '@assay/contract';
import { timeAfter } from './deployments.ts';
import type { Ports, RollOutRequest, Step, VerifiedVersion } from './ports.ts';

const TRIES = 3;

const NOBODY = { deployment: null, holder: null };

/**
 * Begins a deployment, or takes up the one that an earlier attempt has begun: only one process at a time is at work on a
 * model in an environment, because the turn and the deployment are written in one step that fails when another was faster.
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
    const mine = turn !== undefined && holder !== undefined && ports.journal.isMine(turn, holder);
    if (holder !== undefined && !mine && !request.force) refuseBusy(holder, turn, ports.now());
    const goesOn = mine && concerns(holder, version, undoes, deployments);
    const ours = goesOn ? holder : begin(request, version, undoes?.id ?? null, deployments, ports);
    // Who has the turn is alone: whatever else of the model seems to be under way has been left there.
    const givenUp = deployments
      .filter(({ model, outcome, id }) => model === ours.model && outcome === 'pending' && id !== ours.id)
      .map(giveUp);
    const written = await ports.journal.write({
      expected: turn ?? NOBODY,
      turn: turnOf(ours, request, ports),
      deployments: goesOn ? givenUp : [ours, ...givenUp],
      message: `deploy ${ours.version} to ${ours.environment}: ${goesOn ? 'taken up again' : 'begun'}`,
    });
    if (!written) continue;
    if (goesOn) ports.log.info(`goes on with the deployment that was begun at ${ours.started}`);
    for (const { version: other, started, github, why } of givenUp) {
      ports.log.warn(
        `the deployment of ${other} that was begun at ${started} was not heard of again: given up`,
      );
      if (github !== null) await ports.announcer?.end(github, 'error', why, null);
    }
    return ours;
  }
  throw new UserError('deployment-busy', `other runs were faster ${TRIES} times in a row`, {
    fix: 'run again',
  });
}

/** What a turn is passed on to. */
interface Next {
  request: RollOutRequest;
  /** A deployment of the version that is to be deployed again. */
  version: Deployment;
  undoes: string;
  /** Those of the environment so far. */
  deployments: readonly Deployment[];
}

/**
 * Gives the turn of a deployment back or, in the same step, to the one that undoes it.
 *
 * @returns the deployment that has it now; without a next one, nothing of interest
 */
export async function passTurn(from: string, ports: Ports, next: Next): Promise<Deployment>;
export async function passTurn(from: string, ports: Ports): Promise<undefined>;
export async function passTurn(from: string, ports: Ports, next?: Next): Promise<Deployment | undefined> {
  const begun =
    next === undefined ? undefined : begin(next.request, next.version, next.undoes, next.deployments, ports);
  const written = await ports.journal.write({
    expected: ownTurn(from, ports),
    turn:
      next === undefined || begun === undefined
        ? { assay: 'turn/1', ...NOBODY, until: null, attempt: null }
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
  deployments: readonly Deployment[],
  { newId, now }: Ports,
): Deployment {
  return {
    assay: 'deployment/1',
    id: newId(deployments.at(-1)?.id),
    environment,
    model,
    version,
    artifact,
    outcome: 'pending',
    why: 'begun',
    started: timeAfter(deployments, now()),
    from: null,
    to: null,
    by,
    run,
    'rolls-back': rollsBack,
    github: null,
  };
}

/** The turn of a deployment that this process is at work on. */
export function turnOf({ id }: Deployment, { limitMs }: RollOutRequest, { now, journal }: Ports): Turn {
  const until = new Date(now().getTime() + limitMs).toISOString();
  return { assay: 'turn/1', deployment: id, until, ...journal.me };
}

/** What a step expects that this process takes on its own deployment. */
export function ownTurn(deployment: string, { journal }: Ports): Step['expected'] {
  return { deployment, holder: journal.me.holder };
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
