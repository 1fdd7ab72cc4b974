import { parseValues, UserError } from '@assay/contract';
import type { z } from 'zod';
import { type Connection, connect, send } from './connection.ts';

export type Query = Record<string, string>;

/** An answer of MLflow's that says no: `error_code` and `message` of its body. */
export class Refusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** The REST API of an MLflow server, version 2.0. */
export class MlflowClient {
  readonly #connection: Connection;

  private constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** @throws UserError as {@link connect} */
  static async open(uri: string, environment: NodeJS.ProcessEnv): Promise<MlflowClient> {
    return new MlflowClient(await connect(uri, environment));
  }

  /** The server, as it may be shown. */
  get host(): string {
    return this.#connection.url.host;
  }

  get<S extends z.ZodType>(path: string, query: Query, schema: S): Promise<z.output<S>> {
    return this.#call('GET', path, query, undefined, schema);
  }

  post<S extends z.ZodType>(path: string, body: object, schema: S): Promise<z.output<S>> {
    return this.#call('POST', path, {}, body, schema);
  }

  delete<S extends z.ZodType>(path: string, body: object, schema: S): Promise<z.output<S>> {
    return this.#call('DELETE', path, {}, body, schema);
  }

  /**
   * @throws Refusal where MLflow answers with one of its error codes
   * @throws UserError `mlflow-unreachable`, `mlflow-unauthorized`, `mlflow-unexpected`
   */
  async #call<S extends z.ZodType>(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    query: Query,
    body: object | undefined,
    schema: S,
  ): Promise<z.output<S>> {
    const target = new URL(`api/2.0/mlflow/${path}`, this.#connection.url);
    for (const [key, value] of Object.entries(query)) target.searchParams.set(key, value);
    const text = body === undefined ? undefined : JSON.stringify(body);
    const answer = await send(this.#connection, method, target, text).catch((cause: Error) => {
      throw this.#unreachable(reasonOf(cause), cause);
    });
    if (answer.status === 401 || answer.status === 403) {
      throw new UserError(
        'mlflow-unauthorized',
        `MLflow at ${this.host} answers ${answer.status} to ${path}`,
        {
          fix: 'give the step MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN, of somebody who may write; a server behind another name must allow its host',
        },
      );
    }
    if (answer.status >= 500) throw this.#unreachable(`it answers ${answer.status} to ${path}`);
    const value = readJson(answer.text);
    if (answer.status >= 300) throw refusalOf(answer.status, value, path);
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    throw new UserError(
      'mlflow-unexpected',
      `MLflow at ${this.host} answers ${path} in no way that is known`,
      {
        fix: 'is this the address of an MLflow tracking server, 2.x or 3.x?',
        cause: parsed.error,
      },
    );
  }

  #unreachable(why: string, cause?: unknown): UserError {
    return new UserError(
      'mlflow-unreachable',
      `MLflow at ${this.host} does not answer as it should: ${why}`,
      {
        fix: 'check that the server runs and that this machine reaches it',
        cause,
      },
    );
  }
}

/** Bare NaN and infinities are read too: MLflow is written in Python. */
function readJson(text: string): unknown {
  try {
    return text === '' ? {} : parseValues(text, 'answer.json');
  } catch {
    return undefined;
  }
}

function refusalOf(status: number, value: unknown, path: string): Refusal {
  const { error_code: code, message } = (value ?? {}) as { error_code?: unknown; message?: unknown };
  const told = typeof message === 'string' ? message.slice(0, 500) : '';
  return new Refusal(
    typeof code === 'string' ? code : `HTTP ${status}`,
    `${path}: ${told || `HTTP ${status}`}`,
  );
}

function reasonOf(cause: Error & { code?: string }): string {
  if (cause.name === 'TimeoutError' || cause.name === 'AbortError') return 'no answer in 30 seconds';
  return cause.code ?? cause.message;
}
