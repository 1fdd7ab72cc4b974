import { join } from 'node:path';
import { type Deployment, deploymentSchema, type Turn, turnSchema } from '@assay/contract';
import type { EnvironmentState, Journal, Step } from '@assay/deploy';
import { deploymentsFolder, documentEdit, type Ledger, turnPath } from '@assay/registry';
import { ulid } from 'ulid';
import type { z } from 'zod';
import type { Context } from './context.ts';
import { claim, isLeft, unclaim } from './deploy-claim.ts';
import { inRoot } from './project.ts';

const ID = /\/[0-7][0-9A-HJKMNP-TV-Z]{25}\.json$/;

/** So many documents are read at once, which come over the network together; where one cannot be had, each is a process. */
const AT_ONCE = 50;

/** The turn is another's. */
class TurnLost extends Error {}

/**
 * The journal of a model in an environment, in the ledger: a file for each deployment, and one that says whose turn it is.
 */
export class LedgerJournal implements Journal {
  readonly #ledger: Ledger;
  readonly #environment: string;
  readonly #turnPath: string;
  readonly #run: string | null;
  readonly #claims: string;
  readonly #over = new Map<string, Deployment>();

  readonly me: Journal['me'];

  /** @throws UserError `path-outside` where the notes about what is under way would be written elsewhere */
  constructor(ledger: Ledger, environment: string, model: string, context: Context) {
    const { run } = context.trigger;
    this.#ledger = ledger;
    this.#environment = environment;
    this.#turnPath = turnPath(environment, model);
    this.#run = run?.url ?? null;
    this.me = { holder: ulid(context.now().getTime()), attempt: run?.attempt ?? null };
    this.#claims = inRoot(context, join('.assay', 'deploying'));
  }

  async read(): Promise<EnvironmentState> {
    const paths = await deploymentPaths(this.#ledger, this.#environment);
    const deployments = await eachOf(paths, async (path) => {
      const known = this.#over.get(path) ?? (await this.#ledger.read(path, deploymentAt(path)));
      if (known !== undefined && isOver(known)) this.#over.set(path, known);
      return known;
    });
    return {
      turn: await this.#ledger.read(this.#turnPath, turnSchema),
      deployments: deployments.filter((one) => one !== undefined),
    };
  }

  async write({ expected, turn, deployments, message }: Step): Promise<boolean> {
    if (turn.holder !== null) await claim(this.#claims, turn.holder);
    const whoseTurn = documentEdit(this.#turnPath, turnSchema, (old: Turn | undefined) => {
      const { deployment = null, holder = null } = old ?? {};
      if (deployment !== expected.deployment || holder !== expected.holder) throw new TurnLost();
      return turn;
    });
    const edits = deployments.map((one) => documentEdit(this.#pathOf(one), deploymentSchema, () => one));
    try {
      await this.#ledger.edit([whoseTurn, ...edits], message);
      const before = expected.holder;
      if (before !== null && before !== turn.holder) await unclaim(this.#claims, before);
      return true;
    } catch (error) {
      if (error instanceof TurnLost) return false;
      throw error;
    }
  }

  /** At a terminal there are no attempts; in a run, jobs beside this one have its number and not its work tree. */
  isMine({ holder, attempt }: Turn, { run }: Deployment): boolean {
    if (holder === null || run !== this.#run) return false;
    const earlier = attempt !== null && this.me.attempt !== null && attempt < this.me.attempt;
    return earlier || holder === this.me.holder || isLeft(this.#claims, holder);
  }

  #pathOf({ id }: Deployment): string {
    return deploymentPath(this.#environment, id);
  }
}

function deploymentPath(environment: string, id: string): string {
  return `${deploymentsFolder(environment)}/${id}.json`;
}

/** What stands at the path of a deployment: that one, and not another by its name, which would be counted twice. */
export function deploymentAt(path: string): z.ZodType<Deployment> {
  return deploymentSchema.refine(({ environment, id }) => deploymentPath(environment, id) === path);
}

/** Paths of an environment's deployments, oldest first. */
export async function deploymentPaths(ledger: Ledger, environment: string): Promise<string[]> {
  const paths = await ledger.list(deploymentsFolder(environment));
  return paths.filter((path) => ID.test(path)).toSorted();
}

/** Does the same to each, some at once, and keeps their order. */
export async function eachOf<T, R>(items: readonly T[], act: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length; at += AT_ONCE)
    results.push(...(await Promise.all(items.slice(at, at + AT_ONCE).map(act))));
  return results;
}

/** Whether nothing about it changes any more. */
function isOver({ outcome, to }: Deployment): boolean {
  return outcome === 'healthy' ? to !== null : outcome !== 'pending';
}
