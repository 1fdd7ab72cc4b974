import { setImmediate } from 'node:timers/promises';
import type { Git } from '../git/git.ts';

/**
 * Texts of a repository by the names that git gives them, each read once. What is asked for in one turn comes by one
 * command, and what the repository lacks by one fetch, where git would fetch one after the other.
 */
export class Texts {
  readonly #git: Git;
  readonly #read = new Map<string, Promise<string>>();
  readonly #lacking = new Map<string, Promise<ReadonlySet<string>>>();
  #asked: string[] = [];
  #together: Promise<ReadonlyMap<string, string>> | undefined;

  constructor(git: Git) {
    this.#git = git;
  }

  /** @param commit one that has it @throws UserError `git-failed` */
  read(name: string, commit: string): Promise<string> {
    const text = this.#read.get(name) ?? this.#readSoon(name, commit);
    this.#read.set(name, text);
    // What failed may come another time.
    text.catch(() => this.#read.delete(name));
    return text;
  }

  async #readSoon(name: string, commit: string): Promise<string> {
    this.#asked.push(name);
    this.#together ??= this.#readTogether(commit);
    const found = (await this.#together).get(name);
    // By itself where it is alone, or where one of the others could not be had.
    return found ?? this.#git.run(['cat-file', 'blob', name]);
  }

  async #readTogether(commit: string): Promise<ReadonlyMap<string, string>> {
    await setImmediate();
    const names = this.#asked;
    this.#asked = [];
    this.#together = undefined;
    if (names.length === 1) return new Map();
    const lines = (some: readonly string[]) => some.map((name) => `${name}\n`).join('');
    const lacking = await (this.#lacking.get(commit) ?? this.#lackedBy(commit));
    const remote = names.filter((name) => lacking.has(name));
    if (remote.length > 1) await this.#git.try([...FETCH, '--stdin', 'origin'], lines(remote));
    const said = await this.#git.bytes(['cat-file', '--batch'], lines(names)).catch(() => Buffer.alloc(0));
    return contentsOf(said);
  }

  /** Names of what a commit has and the repository lacks; none where git does not tell. */
  #lackedBy(commit: string): Promise<ReadonlySet<string>> {
    const lacking = this.#git
      .try(['rev-list', '--objects', '--missing=print', commit])
      .then(({ stdout }) => new Set(Array.from(stdout.matchAll(/^\?(\S+)/gm), ([, name = '']) => name)));
    this.#lacking.set(commit, lacking);
    return lacking;
  }
}

/** As git itself fetches what it lacks: told of nothing that is here, the server leaves nothing out. */
const FETCH = [
  ...['-c', 'fetch.negotiationAlgorithm=noop', 'fetch', '--quiet', '--no-tags'],
  ...['--no-write-fetch-head', '--recurse-submodules=no', '--filter=blob:none'],
];

/** What `cat-file --batch` says: for each a line of its name, kind and size, its bytes, and a line end. */
function contentsOf(said: Buffer): Map<string, string> {
  const found = new Map<string, string>();
  for (let at = 0; at < said.length; ) {
    const end = said.indexOf('\n', at);
    const [name = '', kind, size] = said.toString('latin1', at, end).split(' ');
    at = end + 1;
    if (kind === 'missing') continue;
    found.set(name, said.toString('utf8', at, at + Number(size)));
    at += Number(size) + 1;
  }
  return found;
}
