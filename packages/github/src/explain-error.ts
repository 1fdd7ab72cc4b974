import { UserError } from '@assay/contract';
import { permissionLine } from './permissions.ts';

/** What Octokit throws. A connection that failed is a 500 without a response. */
interface RequestFailure extends Error {
  status: number;
  request: { method: string; url: string };
  response?: { headers: Record<string, string | number | undefined> };
}

const STATUS_PAGE = 'https://www.githubstatus.com';

/**
 * Turns what a user can mend (token, permissions, names, limits, network) into a `UserError`, with the request's own error
 * as its cause; anything else is a bug of ours and comes back as it is.
 */
export function explainError(error: unknown): unknown {
  if (!isRequestFailure(error)) return error;
  const { status, request, response, message } = error;
  const { origin, pathname } = new URL(request.url);
  const what = `${request.method} ${pathname}`;
  const explain = (code: string, text: string, fix: string) =>
    new UserError(code, text, { fix, cause: error });

  if (response === undefined) {
    const fix =
      'check the network between this machine and GitHub, and proxies: set NODE_USE_ENV_PROXY=1 with HTTPS_PROXY';
    return explain('github-unreachable', `${origin} cannot be reached (${what}): ${message}`, fix);
  }
  const refused = `GitHub refused ${what}: ${message}`;
  if (status === 401) {
    const fix = 'pass a valid token, or none for that of the job itself; a personal token may have expired';
    return explain('github-token', refused, fix);
  }
  if (status === 429 || (status === 403 && isRateLimit(error))) {
    return explain('github-rate-limit', refused, `run the job again ${whenToRetry(response.headers)}`);
  }
  if (status === 403 && /\blocked\b/i.test(message)) {
    return explain('github-locked', refused, 'unlock the conversation of the pull request');
  }
  if (status === 403) return explain('github-permission', refused, permissionFix(error));
  if (status === 404) {
    const line = permissionLine('GET', request.url);
    const hint =
      line === undefined ? '' : `; for a private repository add \`${line}\` under \`permissions:\``;
    const text = `GitHub has no ${pathname}, or the token may not see it`;
    return explain('github-not-found', text, `check the repository and the number${hint}`);
  }
  if (status >= 500) {
    return explain(
      'github-failed',
      `GitHub failed (${status}) at ${what}`,
      `run the job again; see ${STATUS_PAGE}`,
    );
  }
  return error;
}

/** The HTTP status behind an error, explained or not; 500 where the connection failed, `undefined` for other errors. */
export function statusOf(error: unknown): number | undefined {
  if (error instanceof UserError) return statusOf(error.cause);
  return isRequestFailure(error) ? error.status : undefined;
}

function isRequestFailure(error: unknown): error is RequestFailure {
  return error instanceof Error && 'status' in error && 'request' in error;
}

function isRateLimit({ message, response }: RequestFailure): boolean {
  return /\brate limit\b/i.test(message) || String(response?.headers['x-ratelimit-remaining']) === '0';
}

function whenToRetry(headers: Record<string, string | number | undefined>): string {
  const seconds = Number(headers['retry-after']);
  if (seconds > 0) return `in ${seconds} seconds`;
  const reset = Number(headers['x-ratelimit-reset']);
  return reset > 0 ? `after ${new Date(reset * 1000).toISOString()}` : 'in some minutes';
}

function permissionFix({ request, message }: RequestFailure): string {
  const line = permissionLine(request.method, request.url);
  if (line === undefined) return 'use a token that is allowed to do this';
  if (message.includes('personal access token'))
    return `give the personal access token the permission \`${line}\``;
  return (
    `add \`${line}\` under \`permissions:\` of the job (naming one sets those not named to none); for pull requests from ` +
    'forks and from Dependabot the token stays read-only: write from a `workflow_run` workflow'
  );
}
