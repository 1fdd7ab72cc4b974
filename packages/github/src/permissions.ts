const COMMENTS = /^issues\/(\d+\/)?comments\b/;

/**
 * Which scope of GITHUB_TOKEN a request is under, by the path behind `/repos/{owner}/{repo}`; the first match counts.
 * Source: "Permissions required for fine-grained personal access tokens" (docs.github.com/rest). Comments of issues
 * and of pull requests share their path: Assay writes them on pull requests only.
 */
const SCOPES: readonly (readonly [path: RegExp, scope: string])[] = [
  [COMMENTS, 'pull-requests'],
  [/^pulls\b|^commits\/[^/]+\/pulls$/, 'pull-requests'],
  [/^(issues|labels)\b/, 'issues'],
  [/^check-(runs|suites)\b|^commits\/.+\/check-(runs|suites)$/, 'checks'],
  [/^statuses\b|^commits\/.+\/status(es)?$/, 'statuses'],
  [/^deployments\b/, 'deployments'],
  [/^(actions|environments)\b/, 'actions'],
  [/^attestations\b/, 'attestations'],
  [/^(contents|git|branches|commits|compare|releases|tags|dispatches)\b/, 'contents'],
];

/**
 * The line to add under `permissions:` for a request to be allowed, such as `pull-requests: write`; `undefined` for what
 * no scope of a workflow covers. `url` is the request's, whole or its path.
 */
export function permissionLine(method: string, url: string): string | undefined {
  const path = /\/repos\/[^/]+\/[^/]+\/([^?]*)/.exec(url)?.[1];
  const scope = path === undefined ? undefined : SCOPES.find(([pattern]) => pattern.test(path))?.[1];
  if (scope === undefined) return undefined;
  // Comments are read only to be written: who lacks the one lacks the other.
  if (COMMENTS.test(path ?? '')) return `${scope}: write`;
  return `${scope}: ${method === 'GET' || method === 'HEAD' ? 'read' : 'write'}`;
}
