import { UserError } from '@assay/contract';
import type { Engine, Row, Value } from '../engine/index.ts';
import { trinoDialect } from './dialect.ts';
import { withLiterals } from './literals.ts';
import type { TrinoServer } from './server.ts';
import { type Answer, type Stats, statement, TrinoRefusal } from './statement.ts';

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
  return {
    dialect: trinoDialect,
    parser,
    async query(sql, params = []) {
      const told = progress.query();
      const answer = await statement({ server, signal, progress: told }, withLiterals(sql, params)).catch(
        (cause) => {
          throw userError(cause);
        },
      );
      return rowsOf(answer);
    },
    columns: () => Promise.reject(onlyChecks()),
    scanNumbers: () => Promise.reject(onlyChecks()),
    streamNumbers: () => Promise.reject(onlyChecks()),
    scratch: () => Promise.reject(onlyChecks()),
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
      return ({ processedRows, progressPercentage }: Stats) => {
        read[number - 1] = processedRows;
        if (now() - last < TELL_EVERY) return;
        last = now();
        const share = progressPercentage === undefined ? '' : ` (${Math.round(progressPercentage)} %)`;
        log(`trino: query ${number}${share}, ${words()}`);
      };
    },
    end() {
      log(`trino: ${read.length} queries, ${words()}`);
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

function userError(cause: unknown): unknown {
  if (!(cause instanceof TrinoRefusal)) return cause;
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

function onlyChecks(): UserError {
  return new UserError('trino-unsupported', 'Trino tables are only checked and profiled', {
    fix: 'write the rows to a file for anything else',
  });
}
