/** Which requests a fault meets, and how often. */
interface Match {
  /** By default any. */
  method?: string;
  /** The path without its query, of the API, of artifacts or of git. */
  path: string | RegExp;
  /** How many requests it meets; by default 1. */
  times?: number;
  /** How many it lets pass before. */
  skip?: number;
}

/**
 * What goes wrong. `status` and `reset` come before the request has any effect; `after-effect` does what was asked and
 * then answers with `status`, or resets the connection without one; `call` runs a function of the test's,
 * `instead` in place of what was asked.
 */
export type Fault = Match &
  (
    | { kind: 'status'; status: number; headers?: Record<string, string>; message?: string }
    | { kind: 'reset' }
    | { kind: 'delay'; milliseconds: number }
    | { kind: 'after-effect'; status?: number }
    | { kind: 'call'; when: 'before' | 'after' | 'instead'; call: () => void | Promise<void> }
  );

/** The answers by which GitHub limits its callers, to inject. */
export const RATE_LIMITS = {
  primary: (resetSeconds: number) => ({
    status: 403,
    message: 'API rate limit exceeded for installation ID 1.',
    headers: {
      'x-ratelimit-limit': '1000',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + resetSeconds),
    },
  }),
  secondary: (retryAfterSeconds: number, status: 403 | 429 = 403) => ({
    status,
    message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
    headers: { 'retry-after': String(retryAfterSeconds) },
  }),
};

/** The faults that wait for a request. */
export class Faults {
  readonly #waiting: { fault: Fault; skip: number; times: number }[] = [];

  add(fault: Fault): void {
    this.#waiting.push({ fault, skip: fault.skip ?? 0, times: fault.times ?? 1 });
  }

  clear(): void {
    this.#waiting.length = 0;
  }

  /** The fault for this request, used up by one; at most one meets a request. */
  take(method: string, pathname: string): Fault | undefined {
    for (const entry of this.#waiting) {
      const { fault } = entry;
      const samePath = typeof fault.path === 'string' ? fault.path === pathname : fault.path.test(pathname);
      if (entry.times === 0 || !samePath || (fault.method !== undefined && fault.method !== method)) continue;
      if (entry.skip > 0) {
        entry.skip -= 1;
        continue;
      }
      entry.times -= 1;
      return fault;
    }
    return undefined;
  }
}
