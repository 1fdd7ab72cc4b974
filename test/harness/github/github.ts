import type { Api, Violation } from './api.ts';
import type { Fault } from './faults.ts';
import type { Front, RecordedRequest } from './front.ts';
import type { GitStore } from './git-store.ts';
import type { Grant } from './grants.ts';
import type { Json, JsonObject } from './openapi/json-schema.ts';
import { type Protection, protectionsOf } from './ref-protection.ts';
import { type Settings, settingsOf } from './settings.ts';
import { eventsOf, type WorkflowEvent } from './workflow-events.ts';
import type { World } from './world.ts';

export interface Comment {
  id: number;
  body: string;
  user: { login: string };
}

/** The running stand-in of GitHub, as a test holds it. */
export class GitHub {
  /** GITHUB_API_URL; git (`<url>/<owner>/<name>.git`) and artifacts are at the same address. */
  readonly url: string;
  /** A token of the owner of the first repository, who may do everything. */
  readonly token: string;
  /** The first repository, `owner/name`: what the shorthands are about. */
  readonly repository: string;
  readonly git: GitStore;
  readonly close: () => Promise<void>;
  readonly #world: World;
  readonly #api: Api;
  readonly #front: Front;
  readonly #tokens: Map<string, Grant>;

  constructor(
    world: World,
    parts: { api: Api; front: Front; tokens: Map<string, Grant> },
    owner: { token: string; repository: string },
    close: () => Promise<void>,
  ) {
    this.#world = world;
    this.url = world.url;
    this.git = world.git;
    this.token = owner.token;
    this.repository = owner.repository;
    this.close = close;
    this.#api = parts.api;
    this.#front = parts.front;
    this.#tokens = parts.tokens;
  }

  /** All requests of clients, in order. */
  get requests(): readonly RecordedRequest[] {
    return this.#front.requests;
  }

  /** Requests that GitHub would not take as they are. Most tests end with this being empty. */
  get violations(): readonly Violation[] {
    return this.#api.violations;
  }

  /** Answers of the stand-in that are not as GitHub describes its own. */
  get responseViolations(): readonly Violation[] {
    return this.#api.responseViolations;
  }

  /** What would have started workflows, oldest first; `held` where somebody must approve the run. */
  get events(): readonly WorkflowEvent[] {
    return eventsOf(this.#world);
  }

  /** Settings of the first repository, to change. */
  get settings(): Settings {
    return settingsOf(this.repository, this.#world);
  }

  /**
   * Protects refs of the first repository: `refs/heads/main` by branch protection, or what `refs/tags/*` stands for by a
   * ruleset. Administrators and the logins in `except` are not held by it.
   */
  protect(refs: string, by: Protection['by'] = 'branch protection', except: readonly string[] = []): void {
    protectionsOf(this.#world).push({ repository: this.repository, refs, by, except });
  }

  /** Makes something go wrong. */
  inject(fault: Fault): void {
    this.#front.faults.add(fault);
  }

  /** Takes back the faults that have not happened yet. */
  clearFaults(): void {
    this.#front.faults.clear();
  }

  /** Gives out a token: by default to the workflow itself, as GITHUB_TOKEN. */
  grant(
    permissions: Grant['permissions'],
    login = 'github-actions[bot]',
    repositories?: readonly string[],
  ): string {
    const token = `token-${this.#tokens.size}-of-${login.replace(/\W+/g, '-')}`;
    this.#tokens.set(token, { login, permissions, ...(repositories === undefined ? {} : { repositories }) });
    return token;
  }

  /** Sends a request that is not recorded, as the owner unless another token is named. Throws where it is refused. */
  async call(method: string, path: string, body?: Json, token = this.token): Promise<Json> {
    const call = { method, url: new URL(path, this.url), grant: this.#tokens.get(token), accept: '', body };
    const answer = await this.#api.answer(call);
    if (answer.status >= 300)
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body ?? null;
  }

  /** Opens a pull request from `head`: a branch, made where it is missing, or `fork-owner:branch`. */
  async openPull(head = 'topic', { title = `Try ${head}`, base = 'main' } = {}): Promise<JsonObject> {
    if (!head.includes(':')) await this.git.ensureBranch(this.repository, head);
    return (await this.call('POST', `/repos/${this.repository}/pulls`, { head, base, title })) as JsonObject;
  }

  /** Writes a comment on an issue or pull request and answers its id. */
  async comment(number: number, body: string, token?: string): Promise<number> {
    const made = await this.call(
      'POST',
      `/repos/${this.repository}/issues/${number}/comments`,
      { body },
      token,
    );
    return (made as unknown as Comment).id;
  }

  /** The comments of an issue or pull request, oldest first; at most 100. */
  async comments(number: number): Promise<Comment[]> {
    return (await this.call(
      'GET',
      `/repos/${this.repository}/issues/${number}/comments?per_page=100`,
    )) as unknown as Comment[];
  }
}
