import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Octokit } from '@octokit/core';
import { paginateRest } from '@octokit/plugin-paginate-rest';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { explainError } from './explain-error.ts';
import { fetchWhole } from './fetch-whole.ts';

const Client = Octokit.plugin(paginateRest, retry, throttling);

// A limit that lasts longer is told to the user: a job that sleeps for an hour costs more than one that is run again.
const LONGEST_WAIT_SECONDS = 120;
const MOST_WAITS = 3;
// Answers that asking again does not change. 429 is left to throttling, which knows for how long to wait.
const FINAL = [400, 401, 403, 404, 409, 410, 422, 429, 451];

export interface GitHubOptions {
  token: string;
  /** `https://api.github.com`, or that of a server of one's own: GITHUB_API_URL. */
  apiUrl: string;
  userAgent: string;
  log: { info(message: string): void; warn(message: string): void };
  /** How often a request that may be sent twice is sent again after a failure; by default 3. */
  retries?: number;
  /** Milliseconds that an answer may take; by default 30,000. */
  timeout?: number;
  /** Milliseconds that a second of waiting takes; by default 1,000. Tests shorten it. */
  second?: number;
}

/** An Octokit whose requests are retried, throttled and explained, and the pace at which it waits. */
export type GitHub = InstanceType<typeof Client> & { pause(seconds: number): Promise<void> };

/**
 * Opens GitHub's API with one token. Requests that may be sent twice are sent again after a failure; a POST never is: who
 * sends it looks whether it had its effect. Rate limits are waited for, within bounds. Throws `UserError` for what the user
 * can mend: `github-token`, `github-permission` (names the line to add), `github-not-found`, `github-rate-limit`,
 * `github-locked`, `github-unreachable`, `github-failed`.
 */
export function openGitHub(options: GitHubOptions): GitHub {
  const { token, apiUrl, userAgent, log, retries = 3, timeout = 30_000, second = 1_000 } = options;
  const waitForLimit = (
    seconds: number,
    { method, url }: { method: string; url: string },
    _: unknown,
    waits: number,
  ) => {
    const patient = seconds <= LONGEST_WAIT_SECONDS && waits < MOST_WAITS;
    if (patient) log.info(`GitHub limits its rate: ${method} ${url} is sent again in ${seconds} s`);
    return patient;
  };
  const octokit = new Client({
    auth: token,
    baseUrl: apiUrl,
    userAgent,
    log: { debug: () => {}, info: () => {}, warn: log.warn.bind(log), error: log.warn.bind(log) },
    request: { fetch: fetchWhole(timeout) },
    retry: { doNotRetry: FINAL, retries, retryAfterBaseValue: second },
    throttle: {
      // Clients are paced one by one, not by whatever else the process does.
      id: randomUUID(),
      retryAfterBaseValue: second,
      onRateLimit: waitForLimit,
      onSecondaryRateLimit: waitForLimit,
    },
  });
  // These two come last, so they are around the hooks of the plugins.
  octokit.hook.before('request', (request) => {
    if (request.method === 'POST') request.request = { ...request.request, retries: 0 };
  });
  octokit.hook.error('request', (error) => {
    throw explainError(error);
  });
  return Object.assign(octokit, {
    pause: async (seconds: number) => {
      await wait(seconds * second);
    },
  });
}
