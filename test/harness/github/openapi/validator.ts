import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import ajvFormats from 'ajv-formats';
import type { Description } from './description.ts';
import { isObject, type Json, type JsonObject, resolveReference, toJsonSchema } from './json-schema.ts';
import { type Operation, Operations } from './operations.ts';

/** Holds requests and answers against GitHub's description. An operation is compiled when it is first met. */
export class Validator {
  readonly #operations: Operations;
  readonly #compiled = new Map<string, ValidateFunction | undefined>();
  readonly #exact = new Ajv({ allErrors: true, strict: false });
  // Parameters arrive as text.
  readonly #coercing = new Ajv({ allErrors: true, strict: false, coerceTypes: 'array' });

  constructor(description: Description) {
    this.#operations = new Operations(description);
    for (const ajv of [this.#exact, this.#coercing]) {
      ajvFormats.default(ajv);
      // GitHub's own name for owner/name.
      ajv.addFormat('repo.nwo', /^[\w.-]+\/[\w.-]+$/);
    }
  }

  find(method: string, pathname: string): Operation | undefined {
    return this.#operations.find(method, pathname);
  }

  /** What is wrong with a request: one line each, none where it is right. */
  requestProblems(operation: Operation, query: URLSearchParams, body: Json | undefined): string[] {
    const problems: string[] = [];
    for (const [place, values] of [
      ['path', operation.params],
      ['query', Object.fromEntries(query)],
    ] as const) {
      const validate = this.#compile(
        `${key(operation)} ${place}`,
        () => this.#parameterSchema(operation, place),
        this.#coercing,
      );
      problems.push(...check(validate, { ...values }, place));
    }
    const described = this.#resolve(operation.description['requestBody']);
    const schema = jsonSchemaOf(described);
    if (body === undefined)
      return described?.['required'] === true ? [...problems, 'body: is missing'] : problems;
    if (schema === undefined) return [...problems, 'body: this operation takes none'];
    const validate = this.#compile(`${key(operation)} body`, () =>
      toJsonSchema(schema, this.#operations.components, { closed: true }),
    );
    return [...problems, ...check(validate, body, 'body')];
  }

  /** What is wrong with an answer. A status of success that the description does not name is a problem too. */
  responseProblems(operation: Operation, status: number, body: Json | undefined): string[] {
    const responses = operation.description['responses'];
    const described = isObject(responses) ? this.#resolve(responses[status]) : undefined;
    if (described === undefined) return status >= 400 ? [] : [`status ${status} is not described`];
    const schema = jsonSchemaOf(described);
    if (schema === undefined || body === undefined) return [];
    const validate = this.#compile(`${key(operation)} ${status}`, () =>
      toJsonSchema(schema, this.#operations.components),
    );
    return check(validate, body, 'answer');
  }

  #compile(name: string, schema: () => JsonObject, ajv = this.#exact): ValidateFunction | undefined {
    if (!this.#compiled.has(name)) this.#compiled.set(name, ajv.compile(schema()));
    return this.#compiled.get(name);
  }

  #parameterSchema(operation: Operation, place: 'path' | 'query'): JsonObject {
    const listed = operation.description['parameters'];
    const parameters = (Array.isArray(listed) ? listed : []).map(
      (parameter) => this.#resolve(parameter) ?? {},
    );
    const here = parameters.filter((parameter) => parameter['in'] === place);
    const named = Object.fromEntries(
      here.map((parameter) => [String(parameter['name']), parameter['schema'] ?? {}]),
    );
    const required = here
      .filter((parameter) => parameter['required'] === true)
      .map((parameter) => String(parameter['name']));
    // The parameters of a path are complete by the match itself.
    const closed = place === 'query';
    return toJsonSchema({ type: 'object', properties: named, required }, this.#operations.components, {
      closed,
    });
  }

  #resolve(node: Json | undefined): JsonObject | undefined {
    if (!isObject(node)) return undefined;
    const reference = node['$ref'];
    return typeof reference === 'string' ? resolveReference(reference, this.#operations.components) : node;
  }
}

function key(operation: Operation): string {
  return `${operation.method} ${operation.template}`;
}

function jsonSchemaOf(described: JsonObject | undefined): JsonObject | undefined {
  const content = described?.['content'];
  const json = isObject(content) ? content['application/json'] : undefined;
  const schema = isObject(json) ? json['schema'] : undefined;
  return isObject(schema) ? schema : undefined;
}

function check(validate: ValidateFunction | undefined, value: unknown, place: string): string[] {
  if (validate === undefined || validate(value)) return [];
  return (validate.errors ?? []).map((error) => `${place}${error.instancePath}: ${words(error)}`);
}

function words({ message = 'is wrong', params }: ErrorObject): string {
  const detail = params['additionalProperty'] ?? params['allowedValues'];
  return detail === undefined ? message : `${message}: ${[detail].flat().join(', ')}`;
}
