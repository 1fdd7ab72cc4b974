import { type IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { type GitAuthorisation, handleGitRequest, isGitRequest } from '../git/git-http-handler.ts';
import { type Answer, refusal } from './answer.ts';
import type { Api } from './api.ts';
import { answerBlob, isBlobRequest } from './artifacts/blobs.ts';
import { answerTwirp, isTwirpRequest } from './artifacts/twirp.ts';
import { type Fault, Faults } from './faults.ts';
import { allows, type Grant } from './grants.ts';
import type { Json, JsonObject } from './openapi/json-schema.ts';
import { pushRules } from './push-rules.ts';
import type { World } from './world.ts';

/** One request as it came, also those that were refused. */
export interface RecordedRequest {
  method: string;
  /** With its query. */
  path: string;
  login: string | undefined;
  /** `undefined` while it runs, and where the connection was reset. */
  status: number | undefined;
  /** The body as text, to search. Empty for git. */
  text: string;
}

/** The HTTP side: records each request, lets faults happen, and passes it on to git, artifacts or the API. */
export class Front {
  readonly requests: RecordedRequest[] = [];
  readonly faults = new Faults();
  readonly #world: World;
  readonly #api: Api;
  readonly #tokens: ReadonlyMap<string, Grant>;

  constructor(world: World, api: Api, tokens: ReadonlyMap<string, Grant>) {
    this.#world = world;
    this.#api = api;
    this.#tokens = tokens;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET' } = request;
    const url = new URL(request.url ?? '/', this.#world.url);
    const bytes = isGitRequest(url.pathname) ? Buffer.alloc(0) : await buffer(request);
    const grant = this.#tokens.get(tokenOf(request));
    const path = url.pathname + url.search;
    const record: RecordedRequest = {
      method,
      path,
      login: grant?.login,
      status: undefined,
      text: bytes.toString('utf8'),
    };
    this.requests.push(record);
    response.once('finish', () => {
      record.status = response.statusCode;
    });

    const fault = this.faults.take(method, url.pathname);
    if (await this.#before(fault, request, response)) return;
    if (fault?.kind === 'after-effect') {
      // The answer goes nowhere; what it stands for has happened.
      await this.#pass(request, new ServerResponse(request), url, grant, bytes);
      if (fault.status === undefined) request.socket.resetAndDestroy();
      else send(response, failure(fault.status));
      return;
    }
    const called = fault?.kind === 'call' && fault.when === 'after' ? fault.call : undefined;
    await this.#pass(request, response, url, grant, bytes, called);
  }

  /** Whether the fault has answered in place of the server. */
  async #before(
    fault: Fault | undefined,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<boolean> {
    if (fault?.kind === 'delay') await pause(fault.milliseconds);
    if (fault?.kind === 'call' && fault.when === 'before') await fault.call();
    if (fault?.kind === 'call' && fault.when === 'instead') {
      await fault.call();
      request.socket.resetAndDestroy();
      return true;
    }
    if (fault?.kind === 'reset') request.socket.resetAndDestroy();
    if (fault?.kind === 'status') send(response, failure(fault.status, fault.message, fault.headers));
    return fault?.kind === 'reset' || fault?.kind === 'status';
  }

  async #pass(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
    grant: Grant | undefined,
    bytes: Buffer,
    beforeAnswer?: () => void | Promise<void>,
  ): Promise<void> {
    if (isGitRequest(url.pathname)) {
      await this.#passGit(request, response, beforeAnswer);
      return;
    }
    const answer = await this.#answer(request, url, grant, bytes);
    await beforeAnswer?.();
    send(response, answer);
  }

  #passGit(
    request: IncomingMessage,
    response: ServerResponse,
    beforeEnd: (() => void | Promise<void>) | undefined,
  ): Promise<void> {
    const authorise: GitAuthorisation = ({ repository, access }, password) => {
      const grant = this.#tokens.get(password ?? '');
      if (grant === undefined) return 'unauthenticated';
      const reached = grant.repositories === undefined || grant.repositories.includes(repository);
      return reached && allows(grant, { permissions: ['contents'], level: access }) ? 'allowed' : 'forbidden';
    };
    const rules = (repository: string, password: string | undefined) =>
      pushRules(repository, this.#tokens.get(password ?? ''), this.#world);
    return handleGitRequest({ root: this.#world.git.root, authorise, rules, beforeEnd }, request, response);
  }

  #answer(
    request: IncomingMessage,
    url: URL,
    grant: Grant | undefined,
    bytes: Buffer,
  ): Answer | Promise<Answer> {
    const { method = 'GET', headers } = request;
    const { artifacts } = this.#world;
    if (isBlobRequest(url.pathname)) return answerBlob(artifacts, method, url, bytes);
    let body: Json | undefined;
    try {
      body = bytes.length === 0 ? undefined : (JSON.parse(bytes.toString('utf8')) as Json);
    } catch {
      return refusal(400, 'Problems parsing JSON');
    }
    if (isTwirpRequest(url.pathname)) {
      return answerTwirp(
        artifacts,
        this.#world.url,
        url.pathname,
        headers.authorization,
        (body ?? {}) as JsonObject,
      );
    }
    return this.#api.answer({ method, url, grant, accept: headers.accept ?? '', body });
  }
}

function tokenOf({ headers }: IncomingMessage): string {
  return /^(?:bearer|token) (.+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
}

function failure(status: number, message = 'Server Error', headers: Record<string, string> = {}): Answer {
  return refusal(status, message, { headers });
}

function send(response: ServerResponse, { status, body, bytes, headers }: Answer): void {
  const type = {
    'content-type': bytes === undefined ? 'application/json; charset=utf-8' : 'application/octet-stream',
  };
  const payload = bytes ?? (body === undefined ? undefined : JSON.stringify(body));
  response.writeHead(status, { ...(payload === undefined ? {} : type), ...headers }).end(payload);
}
