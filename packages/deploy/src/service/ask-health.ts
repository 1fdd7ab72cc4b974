import { urlCredentials } from '@assay/contract';

const ANSWER_MS = 10_000;
const MOST_REDIRECTS = 5;

/** Why a service is not healthy; `undefined`: it is. */
export type Complaint = string | undefined;

/**
 * Asks an address once: 200 to 299 is healthy. The body is not read; redirects are followed on the same host only, so that
 * a login page elsewhere that answers 200 does not pass for the service.
 */
export async function askHealth(url: URL, signal: AbortSignal, answerMs = ANSWER_MS): Promise<Complaint> {
  const limit = AbortSignal.timeout(answerMs);
  let at = url;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const answer = await ask(at, AbortSignal.any([signal, limit])).catch((error: unknown) =>
      limit.aborted
        ? `it did not answer within ${answerMs / 1000} s`
        : `it cannot be reached: ${codeOf(error)}`,
    );
    if (typeof answer === 'string') return answer;
    if (answer.status >= 200 && answer.status < 300) return undefined;
    const next =
      answer.location === null || !URL.canParse(answer.location, at.href)
        ? undefined
        : new URL(answer.location, at);
    if (next === undefined) return `it answered ${answer.status}`;
    if (next.host !== at.host || !/^https?:$/.test(next.protocol))
      return `it answered ${answer.status}, to another host, which is not followed`;
    at = next;
  }
  return `it answered with more than ${MOST_REDIRECTS} redirects`;
}

async function ask(url: URL, signal: AbortSignal): Promise<{ status: number; location: string | null }> {
  const credentials = urlCredentials(url);
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  const headers =
    credentials === undefined
      ? {}
      : { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` };
  const response = await fetch(bare, {
    redirect: 'manual',
    signal,
    headers: { 'user-agent': 'assay', ...headers },
  });
  await response.body?.cancel();
  const redirects = response.status >= 300 && response.status < 400;
  return { status: response.status, location: redirects ? response.headers.get('location') : null };
}

/** `ECONNREFUSED`, `ENOTFOUND`, …: never the message, which may hold the address. */
function codeOf(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at instanceof AggregateError && at.errors.length > 0) return codeOf(at.errors[0]);
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return 'the connection failed';
}
