import { spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gitEnvironment } from './git-command.ts';

/** Who may do what over HTTP: `undefined` credentials are an anonymous request. */
export type GitAuthorisation = (
  request: { repository: string; access: 'read' | 'write' },
  password: string | undefined,
) => 'allowed' | 'unauthenticated' | 'forbidden';

const ROUTE = /^\/([\w.-]+\/[\w.-]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/;

// Partial clones and fetches of any commit work on GitHub; the refs of pull requests cannot be pushed to.
const SERVER_CONFIG = {
  'http.receivepack': 'true',
  'safe.directory': '*',
  'uploadpack.allowFilter': 'true',
  'uploadpack.allowAnySHA1InWant': 'true',
  'receive.hideRefs': 'refs/pull',
};

/** Whether this is a request of git's smart protocol, and not of the API. */
export function isGitRequest(pathname: string): boolean {
  return ROUTE.test(pathname);
}

/** Answers one request of git's smart protocol from the bare repositories `<root>/<owner>/<name>.git`. */
export async function handleGitRequest(
  root: string,
  request: IncomingMessage,
  response: ServerResponse,
  authorise: GitAuthorisation,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://git');
  const [, repository = '', service = ''] = ROUTE.exec(url.pathname) ?? [];
  const writes = service === 'git-receive-pack' || url.searchParams.get('service') === 'git-receive-pack';
  const verdict = authorise({ repository, access: writes ? 'write' : 'read' }, basicPassword(request));
  if (verdict === 'unauthenticated') {
    response.writeHead(401, { 'www-authenticate': 'Basic realm="GitHub"' }).end('Authentication required\n');
    return;
  }
  if (verdict === 'forbidden') {
    response.writeHead(403).end(`Permission to ${repository}.git denied\n`);
    return;
  }
  await backend(root, `/${repository}.git/${service}`, url.search.slice(1), request, response);
}

/** Runs `git http-backend` as a CGI program (RFC 3875). */
function backend(
  root: string,
  pathInfo: string,
  query: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const config = Object.entries(SERVER_CONFIG).flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  const env = {
    ...gitEnvironment(),
    ...Object.fromEntries(config),
    GIT_CONFIG_COUNT: String(Object.keys(SERVER_CONFIG).length),
    GIT_HTTP_EXPORT_ALL: '1',
    GIT_PROJECT_ROOT: root,
    GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    CONTENT_TYPE: request.headers['content-type'] ?? '',
    HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
    PATH_INFO: pathInfo,
    QUERY_STRING: query,
    REMOTE_USER: 'someone',
    REQUEST_METHOD: request.method ?? 'GET',
  };
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['http-backend'], { env, stdio: ['pipe', 'pipe', 'inherit'] });
    child.once('error', reject);
    child.once('close', () => resolve());
    child.stdin.on('error', () => undefined);
    request.pipe(child.stdin);
    let head = Buffer.alloc(0);
    child.stdout.on('data', (chunk: Buffer) => {
      if (response.headersSent) {
        response.write(chunk);
        return;
      }
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      const headers = new Map(head.toString('latin1', 0, end).split('\r\n').map(splitHeader));
      const status = Number.parseInt(headers.get('status') ?? '200', 10);
      headers.delete('status');
      response.writeHead(status, Object.fromEntries(headers));
      response.write(head.subarray(end + 4));
    });
    child.stdout.on('end', () => response.end());
  });
}

function splitHeader(line: string): [string, string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
}

// As on GitHub, the token is the password and the user name does not matter.
function basicPassword(request: IncomingMessage): string | undefined {
  const encoded = /^basic (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return encoded === undefined
    ? undefined
    : Buffer.from(encoded, 'base64')
        .toString('utf8')
        .replace(/^[^:]*:/, '');
}
