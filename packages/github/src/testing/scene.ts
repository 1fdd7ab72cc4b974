import { type GitHub as StandIn, startGitHub } from '@assay/test';
import { type GitHub, openGitHub } from '../client.ts';
import type { CommentRequest } from '../sticky-comment.ts';

/** A stand-in of GitHub with a pull request, and what tests do with it. */
export interface Scene {
  readonly server: StandIn;
  readonly pull: number;
  /** Path of the pull request's comments. */
  readonly path: string;
  /** The texts of the pull request's comments, oldest first. */
  bodies(): Promise<string[]>;
  /** What was logged by the clients. */
  log: string[];
  /** Opens a client as GITHUB_TOKEN, or with another token. Its seconds are ten milliseconds. */
  open(token?: string): GitHub;
  /** The requests that changed something since the scene was set or `forget` was called. */
  writes(): string[];
  forget(): void;
  /** Begins with a new pull request and no faults: cheaper than a new server. */
  renew(): Promise<void>;
}

export const sha = (digit: string) => digit.repeat(40);

export async function setScene(): Promise<Scene> {
  const server = await startGitHub({ contentPerMinute: 10_000 });
  const own = server.grant({ 'pull-requests': 'write' });
  const log: string[] = [];
  let [from, pull] = [0, 0];
  const note = (message: string) => {
    log.push(message);
  };
  const scene: Scene = {
    server,
    get pull() {
      return pull;
    },
    get path() {
      return `/repos/octo-org/models/issues/${pull}/comments`;
    },
    bodies: async () => (await server.comments(pull)).map(({ body }) => body),
    log,
    open: (token = own) =>
      openGitHub({
        token,
        apiUrl: server.url,
        userAgent: 'assay/test',
        log: { info: note, warn: note },
        second: 10,
      }),
    writes: () =>
      server.requests
        .slice(from)
        .filter(({ method }) => method !== 'GET')
        .map(({ method, status }) => `${method} ${status ?? 'reset'}`),
    forget: () => {
      from = server.requests.length;
    },
    async renew() {
      server.clearFaults();
      pull = Number((await server.openPull(`topic-${pull}`))['number']);
      log.length = 0;
      scene.forget();
    },
  };
  await scene.renew();
  return scene;
}

/** A request for the comment of run `run`, which says so in its body. */
export function request(pull: number, run: number, overrides: Partial<CommentRequest> = {}): CommentRequest {
  return {
    owner: 'octo-org',
    repo: 'models',
    number: pull,
    key: 'tip-predictor',
    body: `### of run ${run}\n`,
    stamp: { run, attempt: 1, sha: sha('a') },
    author: 'github-actions[bot]',
    ...overrides,
  };
}
