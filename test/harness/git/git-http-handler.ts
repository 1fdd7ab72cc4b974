import { spawn } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { temporaryFolder } from '../temporary-folder.ts';
import { gitEnvironment } from './git-command.ts';
import { type RefCommand, readRefCommands } from './ref-commands.ts';

/** Who may do what over HTTP: `undefined` credentials are an anonymous request. */
export type GitAuthorisation = (
  request: { repository: string; access: 'read' | 'write' },
  password: string | undefined,
) => 'allowed' | 'unauthenticated' | 'forbidden';

/** What the server has to say to a push. */
export interface PushRules {
  /** Why it does not take one of the changes: the reason behind the ref, and lines behind `remote: `. */
  refuse(command: RefCommand): { reason: string; remote: string[] } | undefined;
  /** Told of the changes once they are tried, taken or not. */
  pushed(commands: RefCommand[]): Promise<void>;
}

export interface GitServing {
  /** The folder of the bare repositories `<owner>/<name>.git`. */
  root: string;
  authorise: GitAuthorisation;
  rules?(repository: string, password: string | undefined): PushRules;
  /** Runs when everything is done, before the client has the end of its answer. */
  beforeEnd?: (() => void | Promise<void>) | undefined;
}

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

/** Answers one request of git's smart protocol. */
export async function handleGitRequest(
  serving: GitServing,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { root, authorise, rules, beforeEnd } = serving;
  const url = new URL(request.url ?? '/', 'http://git');
  const [, repository = '', service = ''] = ROUTE.exec(url.pathname) ?? [];
  const writes = service === 'git-receive-pack' || url.searchParams.get('service') === 'git-receive-pack';
  const password = basicPassword(request);
  const verdict = authorise({ repository, access: writes ? 'write' : 'read' }, password);
  if (verdict === 'unauthenticated') {
    response.writeHead(401, { 'www-authenticate': 'Basic realm="GitHub"' }).end('Authentication required\n');
    return;
  }
  if (verdict === 'forbidden') {
    response.writeHead(403).end(`Permission to ${repository}.git denied\n`);
    return;
  }
  const call: Call = {
    root,
    pathInfo: `/${repository}.git/${service}`,
    query: url.search.slice(1),
    request,
    response,
  };
  if (request.method !== 'POST' || service !== 'git-receive-pack')
    return backend(call, request, {}, beforeEnd);
  // Half a push, of a client that is gone, is none.
  const body = await buffer(request).catch(() => undefined);
  if (body === undefined) return;
  const commands = readRefCommands(body);
  const { refuse, pushed } = rules?.(repository, password) ?? {};
  const refused = commands.flatMap((command) => {
    const refusal = refuse?.(command);
    return refusal === undefined ? [] : [[command.ref, refusal] as const];
  });
  await backend(call, body, Object.fromEntries(refused), async () => {
    await pushed?.(commands);
    await beforeEnd?.();
  });
}

interface Call {
  root: string;
  pathInfo: string;
  query: string;
  request: IncomingMessage;
  response: ServerResponse;
}

/** Runs `git http-backend` as a CGI program (RFC 3875). */
async function backend(
  { root, pathInfo, query, request, response }: Call,
  body: IncomingMessage | Buffer,
  refused: Record<string, object> = {},
  beforeEnd?: () => void | Promise<void>,
): Promise<void> {
  const settings = [...Object.entries(SERVER_CONFIG), ...refusingConfig(Object.keys(refused))];
  const config = settings.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  const env = {
    ...gitEnvironment(),
    ...Object.fromEntries(config),
    GIT_CONFIG_COUNT: String(settings.length),
    REFUSED_REFS: JSON.stringify(refused),
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
  await new Promise<void>((resolve, reject) => {
    const child = spawn('git', ['http-backend'], { env, stdio: ['pipe', 'pipe', 'inherit'] });
    child.once('error', reject);
    child.once('close', () => resolve());
    child.stdin.on('error', () => undefined);
    if (Buffer.isBuffer(body)) child.stdin.end(body);
    else body.pipe(child.stdin);
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
  });
  await beforeEnd?.();
  response.end();
}

// Refs that are named here are handed to the hook, which refuses them; git itself goes on with the others.
function refusingConfig(refs: string[]): [string, string][] {
  if (refs.length === 0) return [];
  hooks ??= makeHooks();
  return [
    ['core.hooksPath', hooks],
    ...refs.map((ref): [string, string] => ['receive.procReceiveRefs', ref]),
  ];
}

let hooks: string | undefined;

function makeHooks(): string {
  const folder = temporaryFolder('hooks');
  const script = join(import.meta.dirname, 'refuse-refs.ts');
  const hook = join(folder, 'proc-receive');
  writeFileSync(hook, `#!/bin/sh\nexec '${process.execPath}' '${script}'\n`);
  chmodSync(hook, 0o755);
  return folder;
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
