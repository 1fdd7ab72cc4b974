import { type Answer, invalid, refusal } from './answer.ts';
import { isObject, type Json } from './openapi/json-schema.ts';

const BODY_CHARACTERS = 65_536;
const MINUTE = 60_000;

/** Refuses bodies of comments, issues and pull requests that GitHub finds too long: its description does not say so. */
export function bodyTooLong(rest: string, body: Json | undefined): Answer | undefined {
  const text = isObject(body) ? body['body'] : undefined;
  if (typeof text !== 'string' || !/^\/(issues|pulls)(\/|$)/.test(rest)) return undefined;
  // GitHub counts code points, not UTF-16 units.
  if ([...text].length <= BODY_CHARACTERS) return undefined;
  const resource = rest.includes('/comments')
    ? 'IssueComment'
    : rest.startsWith('/pulls')
      ? 'PullRequest'
      : 'Issue';
  return invalid(resource, 'body', 'custom', `body is too long (maximum is ${BODY_CHARACTERS} characters)`);
}

/** GitHub's limit on what makes content: so many requests a minute for one account, then a pause. */
export class ContentLimit {
  readonly #perMinute: number;
  readonly #made = new Map<string, number[]>();

  constructor(perMinute: number) {
    this.#perMinute = perMinute;
  }

  /** Counts the request, or refuses it. */
  take(login: string, method: string, rest: string, now = Date.now()): Answer | undefined {
    if (method !== 'POST' || !/^\/(issues|pulls|check-runs|releases|deployments)(\/|$)/.test(rest))
      return undefined;
    const recent = (this.#made.get(login) ?? []).filter((time) => now - time < MINUTE);
    if (recent.length >= this.#perMinute) {
      const message =
        'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
      return refusal(403, message, { headers: { 'retry-after': '60' } });
    }
    this.#made.set(login, [...recent, now]);
    return undefined;
  }
}
