const WITHOUT_BODY = new Set([204, 205, 304]);

/**
 * A `fetch` that answers when the body is there to its end, within `timeout` milliseconds. Octokit reads a body that was
 * cut off as an empty text: a list of comments would look empty.
 */
export function fetchWhole(timeout: number): typeof fetch {
  return async (url, init) => {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(timeout) });
    const bytes = await response.arrayBuffer();
    const { status, statusText, headers } = response;
    return new Response(WITHOUT_BODY.has(status) ? null : bytes, { status, statusText, headers });
  };
}
