import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '../temporary-folder.ts';
import { git } from './git-command.ts';

/** What to write: text or bytes, a link, an executable file, or `null` to delete the path. */
export type FileContent = string | Uint8Array | { link: string } | { executable: string } | null;

/** A throw-away work tree with its own history. Each commit is one minute after the last, from 2026-01-01. */
export class TemporaryRepository {
  readonly path: string;
  #minutes = 0;

  constructor(path: string) {
    this.path = path;
  }

  /** Runs git in the work tree. */
  git(...args: string[]): Promise<string> {
    return git(this.path, args, this.#minutes);
  }

  /** Writes the files and commits them. Answers the commit's SHA; an empty set of files makes an empty commit. */
  async commit(message: string, files: Record<string, FileContent> = {}): Promise<string> {
    for (const [name, content] of Object.entries(files)) writeContent(join(this.path, name), content);
    this.#minutes += 1;
    await this.git('add', '--all');
    await this.git('commit', '--quiet', '--allow-empty', '--message', message);
    return this.sha();
  }

  /** Checks a branch out, making it at `from` where it is missing. */
  async switch(branch: string, from?: string): Promise<void> {
    const known = (await this.git('branch', '--list', branch)) !== '';
    await this.git(
      'switch',
      '--quiet',
      ...(known ? [branch] : ['--create', branch, ...(from === undefined ? [] : [from])]),
    );
  }

  /** Merges `branch` into the one that is checked out, always with a merge commit. Answers its SHA. */
  async merge(branch: string): Promise<string> {
    this.#minutes += 1;
    await this.git('merge', '--quiet', '--no-ff', '--message', `Merge ${branch}`, branch);
    return this.sha();
  }

  sha(revision = 'HEAD'): Promise<string> {
    return this.git('rev-parse', '--verify', `${revision}^{commit}`);
  }

  /** Checks out what `pull_request` workflows test: the merge of `head` into `base`, as refs/pull/<number>/merge. */
  async checkOutPullMerge(number: number, base: string, head: string): Promise<string> {
    await this.git('switch', '--quiet', '--detach', base);
    const sha = await this.merge(head);
    await this.git('update-ref', `refs/pull/${number}/head`, head);
    await this.git('update-ref', `refs/pull/${number}/merge`, sha);
    return sha;
  }
}

/** A new repository with no commit, on branch `main`. */
export async function temporaryRepository(): Promise<TemporaryRepository> {
  const path = temporaryFolder('repository');
  await git(path, ['init', '--quiet', '--initial-branch', 'main']);
  return new TemporaryRepository(path);
}

/** A new bare repository at `<root>/<name>.git`, to push to. Answers its path. */
export async function bareRepository(root: string, name: string): Promise<string> {
  const path = join(root, `${name}.git`);
  mkdirSync(path, { recursive: true });
  await git(path, ['init', '--quiet', '--bare', '--initial-branch', 'main']);
  return path;
}

function writeContent(path: string, content: FileContent): void {
  rmSync(path, { recursive: true, force: true });
  if (content === null) return;
  mkdirSync(dirname(path), { recursive: true });
  if (typeof content === 'string' || content instanceof Uint8Array) writeFileSync(path, content);
  else if ('link' in content) symlinkSync(content.link, path);
  else {
    writeFileSync(path, content.executable);
    chmodSync(path, 0o755);
  }
}
