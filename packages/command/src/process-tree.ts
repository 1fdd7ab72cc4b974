import { setTimeout as delay } from 'node:timers/promises';
import { type ProcessEntry, type ProcessTable, processTable } from './process-table.ts';

const SAMPLE_MS = 150;
/** After KILL: what is still there cannot be ended by us (another user's, or stuck in the kernel). */
const KILL_MS = 2000;

/**
 * A process that leads its own group, and all that came from it.
 *
 * To the tree belong: the leader's group; every descendant, also one that was seen as such before its parent ended; and,
 * when the tree is ended, every process with a variable of the tree's in its environment, so that a daemon that left the
 * group and lost its parents between two samples is found too.
 */
export class ProcessTree {
  readonly #leader: number | null;
  readonly #variables: ReadonlySet<string>;
  readonly #table: ProcessTable;
  readonly #seen = new Map<number, string>();
  #peak: number | null = null;

  /** @param leader `null`: only what has one of the variables, and what came from it */
  constructor(leader: number | null, variables: ReadonlySet<string>, table: ProcessTable = processTable()) {
    this.#leader = leader;
    this.#variables = variables;
    this.#table = table;
  }

  /**
   * Peak memory in bytes: the largest sum, over the tree, of resident memory in one sample; or the largest peak that the
   * kernel kept for a single process (VmHWM), where that is more, so that a spike between samples is not lost.
   * Pages that processes share are counted in each; but not in one that was forked since the last sample and runs no program
   * of its own yet: all of it is its parent's. `null` before any sample.
   */
  get peakBytes(): number | null {
    return this.#peak === null ? null : this.#peak * 1024;
  }

  /** Samples memory every 150 ms, the first time at once, until told to stop. */
  async watch(until: AbortSignal): Promise<void> {
    while (!until.aborted) {
      await this.#sample();
      await delay(SAMPLE_MS, undefined, { signal: until }).catch(() => {});
    }
  }

  /**
   * Ends the tree: TERM to the group and to each process outside it, KILL to what is left after `grace` milliseconds.
   *
   * @returns ids of processes that could not be ended
   */
  async end(grace: number): Promise<number[]> {
    let alive = await this.#alive();
    if (alive.length === 0) return [];
    this.#send('SIGTERM', alive);
    for (const deadline = performance.now() + grace; performance.now() < deadline; ) {
      await delay(20);
      alive = await this.#alive();
      if (alive.length === 0) return [];
    }
    for (const deadline = performance.now() + KILL_MS; performance.now() < deadline; ) {
      this.#send('SIGKILL', alive);
      await delay(20);
      alive = await this.#alive();
      if (alive.length === 0) return [];
    }
    return alive.map(({ pid }) => pid);
  }

  /** KILL to the group, at once: for when this process itself is going. */
  killNow(): void {
    if (this.#leader !== null) send(-this.#leader, 'SIGKILL');
  }

  async #sample(): Promise<void> {
    const known = new Map(this.#seen);
    const members = this.#members(await this.#table.list());
    const stacks = new Map(members.map(({ pid, stack }) => [pid, stack]));
    const memory = members
      .filter(({ pid, parent, start, stack }) => {
        return known.get(pid) === start || stack === null || stacks.get(parent) !== stack;
      })
      .flatMap((one) => this.#table.memory(one) ?? []);
    if (memory.length === 0) return;
    const together = memory.reduce((sum, one) => sum + one.now, 0);
    this.#peak = Math.max(this.#peak ?? 0, together, ...memory.map((one) => one.peak));
  }

  async #alive(): Promise<ProcessEntry[]> {
    const all = await this.#table.list();
    return this.#members(all, (one) => this.#table.hasVariable(one, this.#variables));
  }

  #members(
    all: readonly ProcessEntry[],
    alsoIf: (one: ProcessEntry) => boolean = () => false,
  ): ProcessEntry[] {
    const members = new Set(
      all.filter((one) => one.group === this.#leader || this.#seen.get(one.pid) === one.start || alsoIf(one)),
    );
    const children = new Map<number, ProcessEntry[]>();
    for (const one of all) children.set(one.parent, [...(children.get(one.parent) ?? []), one]);
    // A Set is walked in order of insertion, and takes in what is added on the way.
    for (const one of members) for (const child of children.get(one.pid) ?? []) members.add(child);
    for (const one of members) this.#seen.set(one.pid, one.start);
    return [...members];
  }

  #send(signal: NodeJS.Signals, to: readonly ProcessEntry[]): void {
    if (this.#leader !== null) send(-this.#leader, signal);
    for (const { pid, group } of to) if (group !== this.#leader) send(pid, signal);
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ESRCH' && code !== 'EPERM') throw error;
  }
}
