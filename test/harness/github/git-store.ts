import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bareRepository, git, tryGit } from '../git/index.ts';

/** The real repositories beside the API: whatever the API says of commits, branches and files is read from them. */
export class GitStore {
  readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  path(repository: string): string {
    return join(this.root, `${repository}.git`);
  }

  /** Makes the repository with one commit where it is missing, or as a copy of the one that it is a fork of. */
  async ensure(repository: string, forkOf?: string): Promise<void> {
    if (existsSync(this.path(repository))) return;
    const path = await bareRepository(this.root, repository);
    if (forkOf !== undefined) {
      await git(path, ['fetch', '--quiet', this.path(forkOf), 'refs/heads/*:refs/heads/*']);
      return;
    }
    await this.commitTree(repository, 'main', 'Initial commit', await git(path, ['mktree'], 0, ''), []);
  }

  run(repository: string, ...args: string[]): Promise<string> {
    return git(this.path(repository), args);
  }

  /** As `run`, but `undefined` where git fails. */
  ask(repository: string, ...args: string[]): Promise<string | undefined> {
    return tryGit(this.path(repository), args);
  }

  /** The commit that a SHA, branch or tag names, or `undefined`. */
  commit(repository: string, revision: string): Promise<string | undefined> {
    return this.ask(
      repository,
      'rev-parse',
      '--verify',
      '--quiet',
      '--end-of-options',
      `${revision}^{commit}`,
    );
  }

  branch(repository: string, name: string): Promise<string | undefined> {
    return this.commit(repository, `refs/heads/${name}`);
  }

  /** Makes a branch where it is missing: one commit, with no change, on top of the default branch. */
  async ensureBranch(repository: string, name: string): Promise<void> {
    if ((await this.branch(repository, name)) !== undefined) return;
    const parent = await this.run(repository, 'rev-parse', 'main');
    const tree = await this.run(repository, 'rev-parse', 'main^{tree}');
    await this.commitTree(repository, name, `Begin ${name}`, tree, [parent]);
  }

  /** Commits a tree to a branch and answers the commit. */
  async commitTree(
    repository: string,
    branch: string,
    message: string,
    tree: string,
    parents: string[],
  ): Promise<string> {
    const sha = await this.run(
      repository,
      'commit-tree',
      tree,
      '-m',
      message,
      ...parents.flatMap((parent) => ['-p', parent]),
    );
    await this.run(repository, 'update-ref', `refs/heads/${branch}`, sha);
    return sha;
  }
}
