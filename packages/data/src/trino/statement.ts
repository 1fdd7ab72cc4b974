import { setTimeout as pause } from 'node:timers/promises';
import { UserError } from '@assay/contract';
import { type TrinoServer, withoutSecrets } from './server.ts';

/** How far a query is, as the server says it. */
export interface Stats {
  readonly processedRows: number;
  /** Percent; not known before the query is planned. */
  readonly progressPercentage?: number;
}

/** How statements are made. */
export interface Asking {
  readonly server: TrinoServer;
  /** Ends the query in Trino too. */
  readonly signal: AbortSignal;
  readonly progress: (stats: Stats) => void;
  /** Milliseconds before a try is repeated, the first time. */
  readonly firstWait?: number;
}

/** A column of an answer, with Trino's name of its type. */
export interface Column {
  readonly name: string;
  readonly type: string;
}

/** Values as JSON has them, but whole numbers beyond 2^53 as bigint. */
type Rows = readonly (readonly unknown[])[];

export interface Answer {
  readonly columns: readonly Column[];
  readonly rows: Rows;
}

/** The server understood the statement and did not do it. */
export class TrinoRefusal extends Error {
  readonly errorName: string;

  constructor(errorName: string, message: string) {
    super(message);
    this.errorName = errorName;
  }
}

interface Page {
  readonly nextUri?: string;
  readonly columns?: Column[];
  readonly data?: unknown[][];
  readonly error?: { readonly message?: string; readonly errorName?: string };
  readonly stats?: Partial<Stats>;
}

const TRIES = 5;
const FIRST_WAIT = 500;
/** The server answers within a second or two, also where there is nothing to tell yet. */
const ANSWER_MILLISECONDS = 120_000;
const CANCEL_MILLISECONDS = 5000;

/** Makes one statement and holds all of its rows. @throws as {@link eachPage} */
export async function statement(asking: Asking, sql: string): Promise<Answer> {
  const rows: (readonly unknown[])[] = [];
  const columns = await eachPage(asking, sql, (page) => {
    for (const row of page) rows.push(row);
  });
  return { columns, rows };
}

/**
 * Makes one statement by Trino's client protocol, POST /v1/statement, then each `nextUri` until there is none, and shows the rows
 * of each page as they come.
 *
 * @throws TrinoRefusal; UserError `trino-unreachable`, `trino-unauthorized`, `trino-unexpected`, `interrupted`
 */
export async function eachPage(
  asking: Asking,
  sql: string,
  visit: (rows: Rows) => void,
): Promise<readonly Column[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(asking, sql, visit);
    } catch (error) {
      // A server that has just started has no workers yet.
      const mayPass =
        error instanceof TrinoRefusal && /^(NO_NODES_AVAILABLE|SERVER_STARTING_UP)$/.test(error.errorName);
      if (!mayPass || attempt === TRIES) throw error;
      await pause((asking.firstWait ?? FIRST_WAIT) * 2 ** attempt);
    }
  }
}

async function once(asking: Asking, sql: string, visit: (rows: Rows) => void): Promise<readonly Column[]> {
  let columns: readonly Column[] = [];
  let page = await request(asking, 'POST', '/v1/statement', sql);
  try {
    for (;;) {
      columns = page.columns ?? columns;
      if (page.data !== undefined) visit(page.data);
      const { processedRows = 0, progressPercentage } = page.stats ?? {};
      asking.progress({ processedRows, ...(progressPercentage === undefined ? {} : { progressPercentage }) });
      if (page.error !== undefined) {
        const { errorName = 'UNKNOWN', message = 'no message' } = page.error;
        throw new TrinoRefusal(errorName, withoutSecrets(message, asking.server));
      }
      if (page.nextUri === undefined) return columns;
      const next = page.nextUri;
      page = await request(asking, 'GET', next);
    }
  } catch (error) {
    if (page.nextUri !== undefined && !(error instanceof TrinoRefusal))
      await cancel(asking.server, page.nextUri);
    throw error;
  }
}

/** The query's rows are wanted no more: Trino ends it. */
async function cancel(server: TrinoServer, uri: string): Promise<void> {
  if (!isOf(server, uri)) return;
  const { headers } = server;
  const signal = AbortSignal.timeout(CANCEL_MILLISECONDS);
  await fetch(uri, { method: 'DELETE', headers, signal, redirect: 'manual' }).catch(() => {});
}

function isOf({ origin }: TrinoServer, uri: string): boolean {
  return URL.parse(uri)?.origin === origin;
}

async function request(asking: Asking, method: 'GET' | 'POST', path: string, body?: string): Promise<Page> {
  const { server, signal } = asking;
  const uri = URL.parse(path, server.origin)?.href ?? '';
  if (!isOf(server, uri))
    throw unexpected(
      'it sends on to another server',
      'name that server, or set http-server.process-forwarded=true in Trino behind a proxy',
    );
  for (let attempt = 1; ; attempt++) {
    if (signal.aborted) throw interrupted();
    const response = await fetch(uri, {
      method,
      headers: server.headers,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MILLISECONDS)]),
      ...(body === undefined ? {} : { body }),
    }).catch((cause: Error) => cause);
    if (signal.aborted) throw interrupted();
    if (response instanceof Error) throw unreachable(reasonOf(response));
    const { status } = response;
    // The protocol has it that these are to be tried again.
    if ([429, 502, 503, 504].includes(status) && attempt < TRIES) {
      await pause((asking.firstWait ?? FIRST_WAIT) * 2 ** attempt);
      continue;
    }
    return read(asking, response);
  }
}

async function read({ server }: Asking, response: Response): Promise<Page> {
  const { status } = response;
  if (status === 401 || status === 403) {
    throw new UserError('trino-unauthorized', `Trino does not let this user in (HTTP ${status})`, {
      fix: 'set ASSAY_TRINO_USER and ASSAY_TRINO_PASSWORD, or ASSAY_TRINO_TOKEN; is the password right?',
    });
  }
  const text = await response.text().catch((cause: Error) => cause);
  if (text instanceof Error) throw unreachable(reasonOf(text));
  if (status >= 300 && status < 400)
    throw unexpected('it sends on to another address', 'name that address in ASSAY_TRINO_URL');
  if (status !== 200) throw unexpected(`HTTP ${status}: ${withoutSecrets(text, server).slice(0, 200)}`);
  try {
    // Most answers have no great whole number, and without a look at every value they are read ten times as fast.
    return JSON.parse(text, GREAT.test(text) ? exactly : undefined) as Page;
  } catch {
    throw unexpected('what it answers is not JSON');
  }
}

/** A whole number of 16 digits or more, as a value or within a text. */
const GREAT = /(?<![\d.])\d{16,}(?![\d.eE])/;

/** Whole numbers that a double would round, as bigint. */
const exactly = ((_key: string, value: unknown, { source = '' }: { source?: string } = {}) => {
  const isGreat = typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(source);
  return isGreat ? BigInt(source) : value;
}) as (key: string, value: unknown) => unknown;

function reasonOf(error: Error): string {
  const { cause } = error;
  if (error.name === 'TimeoutError') return 'no answer for two minutes';
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'the connection broke';
}

function interrupted(): UserError {
  return new UserError('interrupted', 'the run was cancelled, and its query in Trino with it', {
    fix: 'run it again',
  });
}

function unreachable(why: string): UserError {
  return new UserError('trino-unreachable', `the Trino server of ASSAY_TRINO_URL cannot be reached: ${why}`, {
    fix: 'check the address, and that this machine may reach it',
  });
}

function unexpected(what: string, fix = 'is ASSAY_TRINO_URL the address of a Trino coordinator?'): UserError {
  return new UserError(
    'trino-unexpected',
    `the server of ASSAY_TRINO_URL does not answer as Trino does: ${what}`,
    { fix },
  );
}
