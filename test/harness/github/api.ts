import { type Answer, notFound, refusal } from './answer.ts';
import { acceptedPermissions, allows, type Grant, requirementOf } from './grants.ts';
import { answerGraphql } from './graphql.ts';
import { bodyTooLong, type ContentLimit } from './limits.ts';
import { isObject, type Json } from './openapi/json-schema.ts';
import type { Operation } from './openapi/operations.ts';
import type { Validator } from './openapi/validator.ts';
import { isEmulated, routeOf } from './routes/index.ts';
import type { World } from './world.ts';

/** A request that GitHub's description does not allow, or an answer of the stand-in that it does not know. */
export interface Violation {
  method: string;
  path: string;
  problems: string[];
}

export interface ApiCall {
  method: string;
  url: URL;
  grant: Grant | undefined;
  accept: string;
  /** `undefined` where the request had none. */
  body: Json | undefined;
}

/** Checks REST requests as strictly as GitHub does, in its order, before anything has an effect. */
export class Api {
  readonly violations: Violation[] = [];
  readonly #answered: { operation: Operation; path: string; answer: Answer }[] = [];
  readonly #validator: Validator;
  readonly #limit: ContentLimit;
  readonly #world: World;

  constructor(world: World, validator: Validator, limit: ContentLimit) {
    this.#world = world;
    this.#validator = validator;
    this.#limit = limit;
  }

  /** Answers that are not as GitHub describes its own. Checked when asked for: compiling large schemas takes time. */
  get responseViolations(): Violation[] {
    return this.#answered.flatMap(({ operation, path, answer }) => {
      const problems = this.#validator.responseProblems(operation, answer.status, answer.body);
      return problems.length === 0 ? [] : [{ method: operation.method, path, problems }];
    });
  }

  async answer(call: ApiCall): Promise<Answer> {
    const { method, url, grant, body } = call;
    if (grant === undefined) return refusal(401, 'Bad credentials');
    if (method === 'POST' && /^(\/api)?\/graphql$/.test(url.pathname)) {
      const missing = 'the stand-in has no such query: add it to test/harness/github/graphql.ts';
      return answerGraphql(grant, body) ?? this.#refuse(call, refusal(501, missing), [missing]);
    }
    const operation = this.#validator.find(method, url.pathname);
    if (operation === undefined) return this.#refuse(call, notFound(), ['GitHub has no such operation']);

    const [, repository = '', rest = ''] = /^\/repos\/([^/]+\/[^/]+)(.*)$/.exec(url.pathname) ?? [];
    if (grant.repositories !== undefined && !grant.repositories.includes(repository)) return notFound();
    const requirement = requirementOf(method, rest);
    if (!allows(grant, requirement)) {
      const kind = grant.login.endsWith('[bot]') ? 'integration' : 'personal access token';
      const headers = { 'x-accepted-github-permissions': acceptedPermissions(requirement) };
      return refusal(403, `Resource not accessible by ${kind}`, { headers });
    }

    const problems = this.#validator.requestProblems(operation, url.searchParams, body);
    if (problems.length > 0) {
      return this.#refuse(call, refusal(422, `Invalid request.\n\n${problems.join('\n')}`), problems);
    }
    const tooLong = bodyTooLong(rest, body);
    if (tooLong !== undefined) return this.#refuse(call, tooLong, ['body: longer than GitHub takes']);
    const limited = this.#limit.take(grant.login, method, rest);
    if (limited !== undefined) return limited;

    const route = routeOf(method, operation.template);
    const { accept } = call;
    const request = {
      method,
      url,
      repository,
      params: operation.params,
      body: isObject(body) ? body : {},
      grant,
      accept,
    };
    if (route === undefined && !isEmulated(url.pathname)) {
      const missing = `the stand-in has no ${method} ${operation.template}: add it to test/harness/github/routes`;
      return this.#refuse(call, refusal(501, missing), [missing]);
    }
    const answer = await (route === undefined
      ? this.#world.emulator.send(grant.login, method, url.pathname + url.search, body)
      : route.answer(request, this.#world));
    this.#answered.push({ operation, path: url.pathname, answer });
    return answer;
  }

  #refuse({ method, url }: ApiCall, answer: Answer, problems: string[]): Answer {
    this.violations.push({ method, path: url.pathname + url.search, problems });
    return answer;
  }
}
