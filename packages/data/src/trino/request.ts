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
  /** Told again and again, while the server does not answer, for how many seconds. */
  readonly silent: (seconds: number) => void;
  /** Milliseconds before a try is repeated, the first time. */
  readonly firstWait?: number;
  /** Milliseconds between two words of silence. */
  readonly silence?: number;
}

/** A column of an answer, with Trino's name of its type. */
export interface Column {
  readonly name: string;
  readonly type: string;
}

/** A page of an answer. */
export interface Page {
  readonly nextUri?: string;
  readonly columns?: Column[];
  readonly data?: unknown[][];
  readonly error?: { readonly message?: string; readonly errorName?: string };
  readonly stats?: Partial<Stats>;
}

/** How often something that may pass is tried. */
export const TRIES = 5;
const FIRST_WAIT = 500;
/** The server answers within a second or two, also where there is nothing to tell yet. */
const ANSWER_MILLISECONDS = 120_000;
const SILENCE_MILLISECONDS = 10_000;
const CANCEL_MILLISECONDS = 5000;

/** The query's rows are wanted no more: Trino ends it. */
export async function cancel(server: TrinoServer, uri: string): Promise<void> {
  if (!isOf(server, uri)) return;
  const { headers } = server;
  const signal = AbortSignal.timeout(CANCEL_MILLISECONDS);
  await fetch(uri, { method: 'DELETE', headers, signal, redirect: 'manual' }).catch(() => {});
}

function isOf({ origin }: TrinoServer, uri: string): boolean {
  return URL.parse(uri)?.origin === origin;
}

/** Before the next try, longer each time. */
export async function waitAfter(attempt: number, { firstWait = FIRST_WAIT }: Asking): Promise<void> {
  await pause(firstWait * 2 ** attempt);
}

/**
 * One page of an answer, as the server says it.
 *
 * @throws UserError `trino-unreachable`, `trino-unauthorized`, `trino-unexpected`, `interrupted`
 */
export async function request(
  asking: Asking,
  method: 'GET' | 'POST',
  path: string,
  body?: string,
): Promise<Page> {
  const { server, signal } = asking;
  const uri = URL.parse(path, server.origin)?.href ?? '';
  if (!isOf(server, uri))
    throw unexpected(
      'it sends on to another server',
      'name that server, or set http-server.process-forwarded=true in Trino behind a proxy',
    );
  for (let attempt = 1; ; attempt++) {
    if (signal.aborted) throw interrupted();
    const { status, text } = await answered(asking, uri, {
      method,
      headers: server.headers,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MILLISECONDS)]),
      ...(body === undefined ? {} : { body }),
    });
    // The protocol has it that these are to be tried again.
    if ([429, 502, 503, 504].includes(status) && attempt < TRIES) {
      await waitAfter(attempt, asking);
      continue;
    }
    return read(server, status, text);
  }
}

/** The whole answer, and a word now and then while there is none. */
async function answered(
  { signal, silent, silence = SILENCE_MILLISECONDS }: Asking,
  uri: string,
  how: RequestInit,
): Promise<{ status: number; text: string }> {
  const start = performance.now();
  const telling = setInterval(() => silent(Math.round((performance.now() - start) / 1000)), silence);
  try {
    const response = await fetch(uri, how);
    return { status: response.status, text: await response.text() };
  } catch (cause) {
    throw signal.aborted ? interrupted() : unreachable(reasonOf(cause as Error));
  } finally {
    clearInterval(telling);
  }
}

function read(server: TrinoServer, status: number, text: string): Page {
  if (status === 401 || status === 403) {
    throw new UserError('trino-unauthorized', `Trino does not let this user in (HTTP ${status})`, {
      fix: 'set ASSAY_TRINO_USER and ASSAY_TRINO_PASSWORD, or ASSAY_TRINO_TOKEN; is the password right?',
    });
  }
  if (status >= 300 && status < 400)
    throw unexpected('it sends on to another address', 'name that address in ASSAY_TRINO_URL');
  if (status !== 200) {
    const words = withoutSecrets(text, server).slice(0, 200).trim();
    throw unexpected(`HTTP ${status}${words === '' ? '' : `: ${words}`}`);
  }
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
