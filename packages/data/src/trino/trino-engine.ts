import { UserError } from '@assay/contract';
import type { Engine, NumberChunk, Row, SqlValue, Value } from '../engine/index.ts';
import { columnarResult, numberChunk } from './column-values.ts';
import { trinoDialect } from './dialect.ts';
import { withLiterals } from './literals.ts';
import type { Asking, Stats } from './request.ts';
import type { TrinoServer } from './server.ts';
import { type Answer, eachPage, statement, TrinoRefusal } from './statement.ts';

export interface TrinoOptions {
  readonly server: TrinoServer;
  /** DuckDB, for taking apart the conditions and patterns of a contract. */
  readonly parser: Engine;
  readonly signal: AbortSignal;
  /** Where progress is told. */
  readonly log: (message: string) => void;
  /** A clock in milliseconds. */
  readonly now?: () => number;
}

const TELL_EVERY = 2000;

/** Opens a Trino server. Nothing is asked of it before the first query; nothing is ever written to it. */
export function openTrino(options: TrinoOptions): Engine {
  const { server, parser, signal } = options;
  const progress = progressOf(options);
  const asking = (): Asking => ({ server, signal, ...progress.query() });
  const answer = (sql: string, params: readonly SqlValue[] = []) =>
    statement(asking(), withLiterals(sql, params)).catch(refused);
  const eachChunk = async (sql: string, visit: (chunk: NumberChunk) => void | Promise<void>) => {
    await eachPage(asking(), sql, (rows) => visit(numberChunk(rows))).catch(refused);
  };
  return {
    dialect: trinoDialect,
    parser,
    query: async (sql, params) => rowsOf(await answer(sql, params)),
    columns: async (sql, params) => columnarResult(await answer(sql, params)),
    scanNumbers: eachChunk,
    streamNumbers: eachChunk,
    scratch: () => Promise.reject(new TypeError('files are DuckDB’s to read')),
    giveBack: () => parser.giveBack(),
    warn: (message) => parser.warn(message),
    close: progress.end,
  };
}

/** Rows read by all queries, and how many a second: a line now and then, and one at the end. */
function progressOf({ log, now = () => performance.now() }: TrinoOptions) {
  const start = now();
  const read: number[] = [];
  let last = start;
  const words = () => {
    const rows = read.reduce((sum, each) => sum + each, 0);
    const seconds = Math.max((now() - start) / 1000, 0.001);
    const count = (n: number) => Math.round(n).toLocaleString('en-US');
    return `${count(rows)} rows read in ${seconds.toFixed(1)} s, ${count(rows / seconds)} rows a second`;
  };
  return {
    query() {
      const number = read.push(0);
      return {
        progress({ processedRows, progressPercentage }: Stats) {
          read[number - 1] = processedRows;
          if (now() - last < TELL_EVERY) return;
          last = now();
          const share = progressPercentage === undefined ? '' : ` (${Math.round(progressPercentage)} %)`;
          log(`trino: query ${number}${share}, ${words()}`);
        },
        silent: (seconds: number) =>
          log(`trino: query ${number}, no answer from the server for ${seconds} s`),
      };
    },
    end() {
      const queries = `${read.length} ${read.length === 1 ? 'query' : 'queries'}`;
      if (read.some((rows) => rows > 0)) log(`trino: ${queries}, ${words()}`);
    },
  };
}

function rowsOf({ columns, rows }: Answer): Row[] {
  return rows.map((row) =>
    Object.fromEntries(columns.map(({ name, type }, i) => [name, plainValue(row[i], type)])),
  );
}

/** A value as DuckDB's engine answers it; NaN and infinities come as texts, and so do decimals. */
function plainValue(value: unknown, type: string): Value {
  if (value === null || value === undefined) return null;
  if (type === 'bigint') return BigInt(value as number | bigint);
  if (/^decimal\(\d+, ?0\)$/.test(type)) return BigInt(String(value));
  if (/^(real|double|decimal)/.test(type)) return Number(value);
  if (typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string') return value;
  return JSON.stringify(value);
}

function refused(cause: unknown): never {
  throw cause instanceof TrinoRefusal ? userError(cause) : cause;
}

function userError(cause: TrinoRefusal): UserError {
  const { errorName, message } = cause;
  if (/^(TABLE|SCHEMA|CATALOG)_NOT_FOUND$/.test(errorName) || errorName === 'MISSING_CATALOG_NAME')
    return new UserError('trino-table-missing', `Trino: ${message}`, {
      fix: 'check the name trino://catalog.schema.table, and that this user may see it',
      cause,
    });
  if (errorName === 'PERMISSION_DENIED')
    return new UserError('trino-denied', `Trino: ${message}`, { fix: 'let this user read the table', cause });
  return new UserError('trino-refused', `Trino: ${errorName}: ${message}`, {
    fix: 'docs/trino.md says what differs from files; limits of memory and time are the cluster’s own',
    cause,
  });
}
