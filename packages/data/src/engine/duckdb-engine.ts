import { randomUUID } from 'node:crypto';
import { existsSync, realpathSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type {
  DuckDBConnection,
  DuckDBInstance,
  DuckDBResult,
  DuckDBType,
  DuckDBValue,
} from '@duckdb/node-api';
import { type DuckDB, type DuckDBSource, loadDuckDB } from '../duckdb/index.ts';
import { ColumnReader, plainValue } from './column-values.ts';
import { duckdbDialect } from './duckdb-dialect.ts';
import { eachChunk } from './each-chunk.ts';
import type { Engine } from './engine.ts';
import { engineMistake } from './engine-mistake.ts';
import { collectGarbageLessOften, collectYoung, MANY_ROWS, tidyForMany } from './garbage.ts';
import { numberShower } from './number-chunk.ts';
import { quoteText, type SqlValue } from './sql-text.ts';

export interface EngineOptions {
  /** Where DuckDB's native library comes from. */
  readonly duckdb: DuckDBSource;
  /** The only folders whose files a query may read: a query can hold expressions of a contract that is not trusted. */
  readonly folders: readonly string[];
  /** Memory that the engine may take; half of the machine's by default. */
  readonly memoryMb?: number;
  /** Space for what does not fit into memory; 8 GB by default. */
  readonly temporaryMb?: number;
  /**
   * Threads; 1 by default, because sums of floating-point numbers then come out the same on every run. More are safe
   * where a query only counts.
   */
  readonly threads?: number;
  /** Where people are told of data that were read on a guess, each thing once; by default nowhere. */
  readonly warn?: (message: string) => void;
}

/**
 * Rows that the engine may hold until all are there. Of a stream each chunk of 2,048 is a round from this thread to one of the
 * client's and back, which is most of what it takes.
 */
const ROWS_AT_ONCE = 4_000_000;

interface Open {
  readonly duckdb: DuckDB;
  readonly instance: DuckDBInstance;
  /** Connections that nobody uses now. One runs one query at a time: as many are made as queries run at once. */
  readonly idle: DuckDBConnection[];
}

/** Opens DuckDB in memory, at the first query. It reads files of the given folders and nothing else, no network. */
export function openEngine(options: EngineOptions): Engine {
  const scratch = join(realpathSync(tmpdir()), `assay-${randomUUID()}-read`);
  let opening: Promise<Open> | undefined;
  const warned = new Set<string>();
  /** Rows of the largest result: of a few nothing is worth giving back. */
  let largest = 0;
  const limits = { memoryMb: options.memoryMb ?? usualMemoryMb(), folders: options.folders };
  const mistake = (cause: unknown) => engineMistake(cause, limits);
  const onConnection = async <T>(
    params: readonly SqlValue[],
    use: (connection: DuckDBConnection, values?: DuckDBValue[], types?: DuckDBType[]) => Promise<T>,
  ): Promise<T> => {
    opening ??= open(options, scratch);
    const { duckdb, instance, idle } = await opening;
    const values = params.map((value) => (isList(value) ? duckdb.listValue([...value]) : value));
    // Left to itself, the client takes every whole number for one of 64 bits, and fails of 1e20.
    const types: DuckDBType[] = [];
    for (const [place, value] of values.entries())
      if (typeof value === 'number' && !Number.isSafeInteger(value)) types[place] = duckdb.DOUBLE;
    const connection = idle.pop() ?? (await instance.connect());
    try {
      // What has no parameters needs no statement that is prepared first, which takes three rounds in place of one.
      return await (values.length === 0 ? use(connection) : use(connection, values, types));
    } catch (cause) {
      throw mistake(cause);
    } finally {
      idle.push(connection);
    }
  };
  return {
    dialect: duckdbDialect,
    get parser() {
      return this;
    },
    async query(sql, params) {
      const result = await onConnection(params ?? [], (connection, values, types) =>
        connection.run(sql, values, types),
      );
      const names = result.columnNames();
      // Not as objects of the client's making: those lose a column that is called "__proto__".
      const rows = await result.getRows();
      return rows.map((row) =>
        Object.fromEntries(names.map((name, index) => [name, plainValue(row[index] ?? null)])),
      );
    },
    async columns(sql, params, rows) {
      collectGarbageLessOften();
      largest = Math.max(largest, rows ?? 0);
      return onConnection(params ?? [], async (connection, values, types) => {
        if (rows !== undefined && rows <= ROWS_AT_ONCE) {
          const result = await connection.run(sql, values, types);
          const reader = readerOf(result, rows);
          for (let i = 0; i < result.chunkCount; i++) reader.add(result.getChunk(i));
          return reader.end();
        }
        const result = await connection.stream(sql, values, types);
        const reader = readerOf(result, rows);
        await eachChunk(result, (chunk) => reader.add(chunk));
        return reader.end();
      });
    },
    async scanNumbers(sql, visit) {
      opening ??= open(options, scratch);
      const { duckdb, instance } = await opening;
      const connection = await instance.connect();
      collectGarbageLessOften();
      try {
        // Not as a stream: its chunks would be decoded one by one while the caller waits.
        const result = await connection.run(sql);
        const show = numberShower(duckdb, result);
        for (let chunk = await result.fetchChunk(); chunk?.rowCount; chunk = await result.fetchChunk())
          await show(chunk, visit);
      } catch (cause) {
        throw mistake(cause);
      } finally {
        connection.closeSync();
      }
    },
    async streamNumbers(sql, visit, rows) {
      opening ??= open(options, scratch);
      const { duckdb, instance } = await opening;
      const connection = await instance.connect();
      try {
        const starting = connection.stream(sql);
        tidyForMany(rows);
        const result = await starting;
        const show = numberShower(duckdb, result);
        await eachChunk(result, (chunk) => show(chunk, visit));
      } catch (cause) {
        throw mistake(cause);
      } finally {
        connection.closeSync();
      }
    },
    async giveBack() {
      if (largest < MANY_ROWS) return;
      // Results that are young objects, and whose memory is let go of in a turn of its own.
      collectYoung();
      await setImmediate();
      // Whatever the limit is set to, the allocator then gives the system all that is free.
      await this.query(`SET memory_limit = '${limits.memoryMb}MB'`);
    },
    async scratch() {
      await mkdir(scratch, { recursive: true, mode: 0o700 });
      return { folder: scratch, bytes: temporaryMb(options) * 1e6 };
    },
    warn(message) {
      if (!warned.has(message)) options.warn?.(message);
      warned.add(message);
    },
    close() {
      rmSync(scratch, { recursive: true, force: true });
      const end = ({ idle, instance }: Open) => {
        for (const connection of idle) connection.closeSync();
        instance.closeSync();
      };
      // What could not be opened was told by the query that asked for it.
      opening?.then(end, () => {});
      opening = Promise.reject(new Error('the engine is closed'));
      opening.catch(() => {});
    },
  };
}

async function open(options: EngineOptions, scratch: string): Promise<Open> {
  const duckdb = await loadDuckDB(options.duckdb);
  const instance = await duckdb.DuckDBInstance.create(':memory:', {
    memory_limit: `${options.memoryMb ?? usualMemoryMb()}MB`,
    temp_directory: join(tmpdir(), `assay-${randomUUID()}`),
    threads: String(options.threads ?? 1),
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    allow_unsigned_extensions: 'false',
  });
  const connection = await instance.connect();
  const folders = options.folders
    .map((folder) => resolve(folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => [folder, realpathSync(folder)]);
  folders.push(scratch);
  const settings = [
    "GLOBAL TimeZone = 'UTC'",
    // Half of what a question to one of a thousand columns takes is to read what the file says of all of them.
    'GLOBAL parquet_metadata_cache = true',
    // Given when the instance is created, this limit is shown and not held.
    `max_temp_directory_size = '${temporaryMb(options)}MB'`,
    `allowed_directories = [${[...new Set(folders)].map(quoteText).join(', ')}]`,
    // The system keeps the files' pages too: a copy of its own would grow to 100 MB with 50 million rows.
    'enable_external_file_cache = false',
    'enable_external_access = false',
    "allowed_configs = ['memory_limit']",
    'lock_configuration = true',
  ];
  // In one go: each would wait for the main thread, which reads the contract meanwhile.
  await connection.run(settings.map((setting) => `SET ${setting}`).join('; '));
  return { duckdb, instance, idle: [connection] };
}

function readerOf(result: DuckDBResult, rows: number | undefined): ColumnReader {
  return new ColumnReader(result.columnNames(), result.columnTypes().map(String), rows);
}

function isList(value: SqlValue): value is readonly string[] {
  return Array.isArray(value);
}

function temporaryMb(options: EngineOptions): number {
  return options.temporaryMb ?? 8000;
}

/** Half of the machine's memory, and at most 4 GB: beside the engine, models and other jobs want theirs. */
function usualMemoryMb(): number {
  return Math.min(4000, Math.floor(totalmem() / 2e6));
}
