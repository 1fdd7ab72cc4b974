import type { Git } from '../git/git.ts';

/** Texts by the name that git gives their content, each read once. */
type Texts = Map<string, Promise<string>>;

/** The files of one commit of the ledger: listed once, and each read once. */
export class Tree {
  readonly commit: string;
  readonly #git: Git;
  readonly #blobs: ReadonlyMap<string, string>;
  readonly #texts: Texts;

  private constructor(commit: string, git: Git, blobs: Map<string, string>, texts: Texts) {
    this.commit = commit;
    this.#git = git;
    this.#blobs = blobs;
    this.#texts = texts;
  }

  /**
   * @param before the tree of another commit, of which texts that are the same are not read again
   * @throws UserError `git-failed`
   */
  static async of(git: Git, commit: string, before?: Tree): Promise<Tree> {
    const listed = await git.run(['ls-tree', '-r', '-z', commit]);
    const blobs = new Map<string, string>();
    for (const entry of listed.split('\0')) {
      const [, , oid] = entry.split(/[ \t]/, 3);
      if (oid !== undefined) blobs.set(entry.slice(entry.indexOf('\t') + 1), oid);
    }
    return new Tree(commit, git, blobs, before ? before.#texts : new Map());
  }

  /** Paths of the files below a folder. */
  list(folder: string): string[] {
    return [...this.#blobs.keys()].filter((path) => path.startsWith(`${folder}/`));
  }

  /** Whether there is a file, and no folder, of this path. */
  hasFile(path: string): boolean {
    return this.#blobs.has(path);
  }

  /** A file's text, or `undefined` where there is none. @throws UserError `git-failed` */
  async read(path: string): Promise<string | undefined> {
    const oid = this.#blobs.get(path);
    if (oid === undefined) return undefined;
    const text = this.#texts.get(oid) ?? this.#git.run(['cat-file', 'blob', oid]);
    this.#texts.set(oid, text);
    // What failed may come another time.
    text.catch(() => this.#texts.delete(oid));
    return text;
  }
}
