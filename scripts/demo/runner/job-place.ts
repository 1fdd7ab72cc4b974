import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { type GitHub, git, parseFileCommands, run } from '../../../test/harness/index.ts';
import type { Start } from './start.ts';

/** Where a job runs: its folders, and what all its steps find in their environment. */
export interface Place {
  workspace: string;
  /** RUNNER_TEMP. */
  temp: string;
  /** What jobs of this run hand to each other. */
  artifacts: string;
  env: Record<string, string>;
}

/** GITHUB_SERVER_URL: by this name, and not by its number, the client of artifacts takes it for GitHub. */
export function serverOf({ url }: GitHub): string {
  return url.replace('127.0.0.1', 'github.localhost');
}

/** What actions/checkout does: the commit alone, by the job's token, which it does not leave behind. */
export async function checkOut(
  github: GitHub,
  place: Place,
  { ref, sha }: Start,
  token: string,
): Promise<void> {
  const { workspace } = place;
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  const header = `http.extraheader=AUTHORIZATION: basic ${basic}`;
  await git(workspace, ['init', '--quiet', '--initial-branch', 'main']);
  await git(workspace, ['remote', 'add', 'origin', `${serverOf(github)}/${github.repository}.git`]);
  await git(workspace, ['-c', header, 'fetch', '--quiet', '--no-tags', '--depth=1', 'origin', ref]);
  await git(workspace, ['checkout', '--quiet', '--detach', sha]);
}

/** What actions/upload-artifact does. Answers the artifact's id; `undefined` where there is nothing to keep. */
export async function upload(place: Place, path: string, name: string): Promise<string | undefined> {
  const kept = join(place.artifacts, name, basename(path));
  try {
    await cp(resolve(place.workspace, path), kept, { recursive: true });
    return name;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** What actions/download-artifact does. */
export async function download(place: Place, id: string, path: string): Promise<void> {
  await cp(join(place.artifacts, id), resolve(place.workspace, path), { recursive: true });
}

/** What a `run:` step does. What it writes to GITHUB_ENV goes into the environment of the steps after it. */
export async function runShell(
  place: Place,
  script: string,
  env: Record<string, string>,
): Promise<{ failed: boolean; outputs: Record<string, string>; log: string }> {
  const [output, variables] = [join(place.temp, 'output'), join(place.temp, 'env')];
  await Promise.all([output, variables].map((file) => writeFile(file, '')));
  const ran = await run('bash', ['-e', '-o', 'pipefail', '-c', script], {
    cwd: place.workspace,
    env: { ...place.env, ...env, GITHUB_OUTPUT: output, GITHUB_ENV: variables, RUNNER_TEMP: place.temp },
    mayFail: true,
  });
  Object.assign(place.env, parseFileCommands(await readFile(variables, 'utf8')));
  return {
    failed: ran.exitCode !== 0,
    outputs: parseFileCommands(await readFile(output, 'utf8')),
    log: ran.stdout + ran.stderr,
  };
}

/** Makes the folders of a job. */
export async function openPlace(folder: string, job: string, env: Record<string, string>): Promise<Place> {
  const workspace = join(folder, job, 'workspace');
  const temp = join(folder, job, 'temp');
  await Promise.all([workspace, temp].map((path) => mkdir(path, { recursive: true })));
  return { workspace, temp, artifacts: join(folder, 'artifacts'), env: { ...env } };
}
