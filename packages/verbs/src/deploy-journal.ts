import { join } from 'node:path';
import { type Deployment, deploymentSchema, type Turn, turnSchema } from '@assay/contract';
import type { EnvironmentState, Journal, Step } from '@assay/deploy';
import { deploymentsFolder, documentEdit, type Ledger } from '@assay/registry';
import type { Context } from './context.ts';
import { claim, isClaimed } from './deploy-claim.ts';

const ID = /\/([0-9A-HJKMNP-TV-Z]{26})\.json$/;

/** So many documents are read at once: those that are not here yet come over the network one by one. */
const AT_ONCE = 8;

/** The turn is another's. */
class TurnLost extends Error {}

/** The journal of an environment, in the ledger: a file for each deployment, and one that says whose turn it is. */
export class LedgerJournal implements Journal {
  readonly #ledger: Ledger;
  readonly #environment: string;
  readonly #run: string | null;
  readonly #claims: string;
  readonly #over = new Map<string, Deployment>();

  constructor(ledger: Ledger, environment: string, { root, trigger }: Pick<Context, 'root' | 'trigger'>) {
    this.#ledger = ledger;
    this.#environment = environment;
    this.#run = trigger.run?.url ?? null;
    this.#claims = join(root, '.assay', 'deploying.json');
  }

  async read(): Promise<EnvironmentState> {
    const paths = await deploymentPaths(this.#ledger, this.#environment);
    const deployments = await eachOf(paths, async (path) => {
      const known = this.#over.get(path) ?? (await this.#ledger.read(path, deploymentSchema));
      if (known !== undefined && isOver(known)) this.#over.set(path, known);
      return known;
    });
    return {
      turn: await this.#ledger.read(this.#turnPath, turnSchema),
      deployments: deployments.filter((one) => one !== undefined),
    };
  }

  async write({ expected, turn, deployments, message }: Step): Promise<boolean> {
    if (this.#run === null && turn.deployment !== null) await claim(this.#claims, turn.deployment);
    const whoseTurn = documentEdit(this.#turnPath, turnSchema, (old: Turn | undefined) => {
      if ((old?.deployment ?? null) !== expected) throw new TurnLost();
      return turn;
    });
    const edits = deployments.map((one) => documentEdit(this.#pathOf(one), deploymentSchema, () => one));
    try {
      await this.#ledger.edit([whoseTurn, ...edits], message);
      return true;
    } catch (error) {
      if (error instanceof TurnLost) return false;
      throw error;
    }
  }

  /** The same run, whichever attempt; at a terminal, a process of this work tree that is dead or this one. */
  isMine({ id, run }: Deployment): boolean {
    return run === null ? this.#run === null && isClaimed(this.#claims, id) : run === this.#run;
  }

  get #turnPath(): string {
    return `${deploymentsFolder(this.#environment)}/turn.json`;
  }

  #pathOf({ id }: Deployment): string {
    return `${deploymentsFolder(this.#environment)}/${id}.json`;
  }
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
