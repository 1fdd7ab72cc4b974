import { mkdir } from 'node:fs/promises';
import { UserError } from '@assay/contract';
import { type Git, TIME_LIMIT_MS } from '../git/git.ts';
import { tellingLine } from '../git/telling-line.ts';
import { LEDGER_BRANCH } from './paths.ts';
import { removeStaleLocks } from './stale-locks.ts';
import { Texts } from './texts.ts';
import { Tree } from './tree.ts';

const TRACKED = 'refs/assay/ledger';

/**
 * Options of git, for a fetch that brings everything: the server is not told of commits that are here, for it would leave
 * out what they hold, and of those that were filtered the mirror holds little.
 */
export const WHOLE = ['-c', 'fetch.negotiationAlgorithm=noop'] as const;

/** How fresh the copy of the ledger is: as the remote has it, as it was when last reached, or there is none. */
export type Freshness = 'fresh' | 'stale' | 'absent';

/**
 * A bare repository of Assay's own beside the user's: the ledger's trees, and history where the user's clone is shallow.
 *
 * It is apart from the user's clone so that fetching with a filter, or deepening, never changes that clone.
 */
export class Mirror {
  readonly git: Git;
  readonly remote: string;
  readonly #clone: Git;
  readonly #texts: Texts;
  /** Of the newest commit that {@link refresh} has brought; `undefined`: it was not asked for since. */
  #newest: Promise<Tree | undefined> | undefined;
  /** The last that was asked for. */
  #last: Tree | undefined;

  private constructor(git: Git, remote: string, clone: Git) {
    this.git = git;
    this.remote = remote;
    this.#clone = clone;
    this.#texts = new Texts(git);
  }

  /** Opens the mirror of a remote (address or path) in a folder, which is made when it is missing. */
  static async open(options: { git: Git; folder: string; remote: string }): Promise<Mirror> {
    await mkdir(options.folder, { recursive: true });
    // Named outright: where `safe.bareRepository` is `explicit`, git finds no bare repository by itself.
    const git = options.git.in(options.folder).with({ GIT_DIR: options.folder });
    await removeStaleLocks(options.folder, TIME_LIMIT_MS, new Date());
    const mirror = new Mirror(git, options.remote, options.git);
    const settings = {
      'remote.origin.url': options.remote,
      // Blobs that are not here yet are fetched one by one when they are read.
      'remote.origin.promisor': 'true',
      'remote.origin.partialclonefilter': 'blob:none',
      'gc.auto': '0',
      'core.logAllRefUpdates': 'false',
    };
    const asked = await git.try(['config', '--local', '--list', '--null']);
    const known = new Set(asked.code === 0 ? asked.stdout.split('\0') : []);
    if (!known.has('core.bare\ntrue')) {
      // Of the clone's object format: git does not fetch between SHA-1 and SHA-256.
      const format = (await options.git.run(['rev-parse', '--show-object-format'])).trim();
      await git.run(['init', '--bare', '--quiet', `--object-format=${format}`]);
    }
    // Written only where something is missing: two processes at once would meet at git's lock on the file.
    for (const [key, value] of Object.entries(settings))
      if (!known.has(`${key.toLowerCase()}\n${value}`)) await git.run(['config', key, value]);
    return mirror;
  }

  /** Fetches one commit's tree: no blobs, no history. @param what a commit, or a refspec */
  fetchTree(what: string): ReturnType<Git['try']> {
    return this.git.try([
      'fetch',
      '--quiet',
      '--no-tags',
      '--depth=1',
      '--filter=blob:none',
      '--no-write-fetch-head',
      'origin',
      what,
    ]);
  }

  /** Brings the ledger's newest commit here (no blobs, no history). */
  async refresh(): Promise<Freshness> {
    const result = await this.fetchTree(`+refs/heads/${LEDGER_BRANCH}:${TRACKED}`);
    this.#newest = undefined;
    if (result.code === 0) return 'fresh';
    const known = await this.tip();
    if (/couldn't find remote ref/.test(result.stderr)) {
      if (known === undefined) return 'absent';
      throw await this.#gone(known);
    }
    if (known !== undefined) return 'stale';
    throw new UserError('ledger-unreachable', `the ledger cannot be read: ${tellingLine(result.stderr)}`, {
      fix: 'check the network, the address of the remote "origin", and that the token has `contents: read`',
    });
  }

  /** Takes a commit that was just pushed on top of another for the newest one, which saves to fetch what is here. */
  async moveTo(commit: string, before: string | undefined): Promise<void> {
    const moved = await this.git.try(['update-ref', TRACKED, commit, before ?? '']);
    this.#newest = undefined;
    // Another process in the same clone was here.
    if (moved.code !== 0) await this.refresh();
  }

  /** The remote has no ledger, though there was one: deleted there, or kept in this repository before it had a remote. */
  async #gone(known: string): Promise<UserError> {
    const own = await this.#clone.try(['rev-parse', '--verify', '--quiet', `refs/heads/${LEDGER_BRANCH}`]);
    if (own.stdout.trim() === known) {
      return new UserError(
        'ledger-gone',
        `the branch ${LEDGER_BRANCH} is in this repository, not in its remote`,
        {
          fix: `push it, with the bytes and the tags that belong to it: git push --tags origin ${LEDGER_BRANCH} 'refs/assay/*:refs/assay/*'`,
        },
      );
    }
    return new UserError('ledger-gone', `the branch ${LEDGER_BRANCH} is gone from the remote`, {
      fix: `make it again at ${known}, which the remote keeps for a while (on GitHub: gh api repos/OWNER/NAME/git/refs -f ref=refs/heads/${LEDGER_BRANCH} -f sha=${known}), or remove ${this.git.cwd} to begin anew`,
    });
  }

  /** The newest commit of the ledger that is here. */
  async tip(): Promise<string | undefined> {
    return (await this.#tree())?.commit;
  }

  #tree(): Promise<Tree | undefined> {
    this.#newest ??= this.#readTree();
    return this.#newest;
  }

  async #readTree(): Promise<Tree | undefined> {
    const result = await this.git.try(['rev-parse', '--verify', '--quiet', `${TRACKED}^{commit}`]);
    if (result.code !== 0) return undefined;
    const tip = result.stdout.trim();
    if (this.#last?.commit !== tip) this.#last = await Tree.of(this.git, tip, this.#texts);
    return this.#last;
  }

  /**
   * Checks that what the ledger has, or will have, as folders are none of its files: then the branch is somebody else's.
   *
   * @throws UserError `ledger-foreign`
   */
  async requireFolders(folders: readonly string[]): Promise<void> {
    const tree = await this.#tree();
    const path = folders.find((folder) => tree?.hasFile(folder));
    if (path === undefined) return;
    throw new UserError(
      'ledger-foreign',
      `the branch ${LEDGER_BRANCH} is not Assay's ledger: ${path} is a file in it`,
      {
        fix: `Assay records on a branch of this name: give yours another (git push origin ${tree?.commit}:refs/heads/OTHER :refs/heads/${LEDGER_BRANCH}), and remove ${this.git.cwd}`,
      },
    );
  }

  /** Paths below a folder of the ledger. */
  async list(folder: string): Promise<string[]> {
    return (await this.#tree())?.list(folder) ?? [];
  }

  /** A file of the ledger as text, or `undefined` when there is none. */
  async read(path: string): Promise<string | undefined> {
    return (await this.#tree())?.read(path);
  }
}
