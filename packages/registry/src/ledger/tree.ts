import type { Git } from '../git/git.ts';
import type { Texts } from './texts.ts';

/** The files of one commit of the ledger, listed once. */
export class Tree {
  readonly commit: string;
  readonly #names: ReadonlyMap<string, string>;
  readonly #texts: Texts;

  private constructor(commit: string, names: Map<string, string>, texts: Texts) {
    this.commit = commit;
    this.#names = names;
    this.#texts = texts;
  }

  /** @param texts of the same repository @throws UserError `git-failed` */
  static async of(git: Git, commit: string, texts: Texts): Promise<Tree> {
    const listed = await git.run(['ls-tree', '-r', '-z', commit]);
    const names = new Map<string, string>();
    for (const entry of listed.split('\0')) {
      const [, , name] = entry.split(/[ \t]/, 3);
      if (name !== undefined) names.set(entry.slice(entry.indexOf('\t') + 1), name);
    }
    return new Tree(commit, names, texts);
  }

  /** Paths of the files below a folder. */
  list(folder: string): string[] {
    return [...this.#names.keys()].filter((path) => path.startsWith(`${folder}/`));
  }

  /** Whether there is a file, and no folder, of this path. */
  hasFile(path: string): boolean {
    return this.#names.has(path);
  }

  /** A file's text, or `undefined` where there is none. @throws UserError `git-failed` */
  async read(path: string): Promise<string | undefined> {
    const name = this.#names.get(path);
    return name === undefined ? undefined : this.#texts.read(name, this.commit);
  }
}
