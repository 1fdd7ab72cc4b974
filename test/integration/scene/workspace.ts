import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type FileContent, temporaryFolder, temporaryRepository } from '../../harness/index.ts';

/** The path of a new repository with these files in one commit, and without a remote. */
export async function workspace(files: Record<string, FileContent>): Promise<string> {
  const repository = await temporaryRepository();
  await repository.commit('Begin', files);
  return repository.path;
}

/** A new folder with these files, which is no repository. */
export function plainFolder(files: Record<string, string>): string {
  const folder = temporaryFolder('workspace');
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}
