import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type FileContent,
  git,
  gitEnvironment,
  type TemporaryRepository,
  temporaryFolder,
  temporaryRepository,
} from '@assay/test';
import { Git } from '../git/git.ts';
import { Ledger } from '../ledger/ledger.ts';

/** A bare repository, and a work tree whose `origin` it is. */
export interface Remote {
  path: string;
  work: TemporaryRepository;
  /** Commits and pushes. */
  commit(message: string, files?: Record<string, FileContent>): Promise<string>;
  /** The ledger as a fresh runner opens it, from a clone of depth 1 (`shallow`), or of `work`. */
  open(options?: { shallow?: boolean }): Promise<Ledger>;
  git(...args: string[]): Promise<string>;
  /** Makes every push fail with this text, as a server's hook does. */
  refusePushes(text: string): void;
}

export async function remote(): Promise<Remote> {
  const path = join(temporaryFolder('remote'), 'origin.git');
  await git(temporaryFolder('remote'), ['init', '--quiet', '--bare', '--initial-branch=main', path]);
  for (const key of ['uploadpack.allowFilter', 'uploadpack.allowAnySHA1InWant'])
    await git(path, ['config', key, 'true']);
  const work = await temporaryRepository();
  const url = `file://${path}`;
  await work.git('remote', 'add', 'origin', url);
  return {
    path,
    work,
    async commit(message, files = { 'file.txt': message }) {
      const sha = await work.commit(message, files);
      await work.git('push', '--quiet', 'origin', 'main');
      return sha;
    },
    async open({ shallow = false } = {}) {
      if (!shallow) return Ledger.open({ clone: new Git({ cwd: work.path, env: gitEnvironment() }) });
      const cwd = join(temporaryFolder('clone'), 'shallow');
      await git(work.path, ['clone', '--quiet', '--depth=1', url, cwd]);
      return Ledger.open({ clone: new Git({ cwd, env: gitEnvironment() }) });
    },
    git: (...args) => git(path, args),
    refusePushes(text) {
      const hook = join(path, 'hooks/pre-receive');
      writeFileSync(hook, `#!/bin/sh\ncat >/dev/null\ncat >&2 <<'END'\n${text}\nEND\nexit 1\n`);
      chmodSync(hook, 0o755);
    },
  };
}
