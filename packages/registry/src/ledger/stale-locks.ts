import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Removes the locks that killed git commands left in a repository: of `config`, of `shallow`, of refs. Nobody holds one that
 * is older than any command may take.
 */
export async function removeStaleLocks(repository: string, olderThanMs: number, now: Date): Promise<void> {
  const top = await readdir(repository);
  const below = await readdir(join(repository, 'refs'), { recursive: true }).catch(() => []);
  const locks = [...top, ...below.map((name) => join('refs', name))].filter((name) => name.endsWith('.lock'));
  for (const name of locks) {
    const path = join(repository, name);
    const found = await stat(path).catch(() => undefined);
    if (found !== undefined && now.getTime() - found.mtimeMs > olderThanMs) await rm(path, { force: true });
  }
}
