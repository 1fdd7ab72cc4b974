import { createServer } from 'node:http';
import { listen } from '../local-server.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { Api } from './api.ts';
import { ArtifactStore } from './artifacts/artifact-store.ts';
import { type EmulatedRepository, startEmulator } from './emulator.ts';
import { Front } from './front.ts';
import { GitStore } from './git-store.ts';
import { GitHub } from './github.ts';
import type { Grant } from './grants.ts';
import { ContentLimit } from './limits.ts';
import { loadDescription } from './openapi/description.ts';
import { Validator } from './openapi/validator.ts';
import type { World } from './world.ts';

export interface GitHubOptions {
  /** `owner/name`, or a fork; by default `octo-org/models`. Each is a real repository, made where it is missing. */
  repositories?: readonly (string | EmulatedRepository)[];
  /** Who each token is. An unknown token is refused. */
  tokens?: Record<string, Grant>;
  /** Further accounts that tokens may be given to later. */
  accounts?: readonly string[];
  /** The folder of the bare repositories `<owner>/<name>.git`; by default one that is thrown away. */
  gitRoot?: string;
  /** How many requests that make content an account may send in a minute; by default 80, as on GitHub. */
  contentPerMinute?: number;
}

const DEFAULT_REPOSITORY = 'octo-org/models';
const OWNER_TOKEN = 'token-of-the-owner';

/** Starts the stand-in of GitHub: the API, artifacts, and git over HTTP, all at one address. */
export async function startGitHub(options: GitHubOptions = {}): Promise<GitHub> {
  const given = options.repositories ?? [DEFAULT_REPOSITORY];
  const repositories = given.map((entry) => (typeof entry === 'string' ? { name: entry } : entry));
  const repository = repositories[0]?.name ?? DEFAULT_REPOSITORY;
  const tokens = new Map(Object.entries(options.tokens ?? {}));
  tokens.set(OWNER_TOKEN, { login: repository.split('/')[0] ?? '', permissions: 'admin' });

  const git = new GitStore(options.gitRoot ?? temporaryFolder('github'));
  for (const { name, forkOf } of repositories) await git.ensure(name, forkOf);
  const server = createServer();
  const { url, close } = await listen(server);
  const logins = [...[...tokens.values()].map(({ login }) => login), ...(options.accounts ?? [])];
  const [emulator, description] = await Promise.all([
    startEmulator(url, logins, repositories),
    loadDescription(),
  ]);
  const world: World = { url, git, emulator, artifacts: new ArtifactStore() };
  const api = new Api(world, new Validator(description), new ContentLimit(options.contentPerMinute ?? 80));
  const front = new Front(world, api, tokens);
  server.on('request', (request, response) => {
    front.handle(request, response).catch((error: Error) => {
      process.stderr.write(`the stand-in of GitHub failed: ${error.stack}\n`);
      request.socket.resetAndDestroy();
    });
  });
  const closeAll = async () => {
    await Promise.all([close(), emulator.close()]);
  };
  return new GitHub(world, { api, front, tokens }, { token: OWNER_TOKEN, repository }, closeAll);
}
