import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { type DataReport, type Finding, parseDataContract } from '../../../packages/contract/src/index.ts';
import {
  type Engine,
  openEngine,
  openSource,
  openTrino,
  openTrinoData,
  openTrinoTable,
  serverOf,
  shownKey,
  validate,
} from '../../../packages/data/src/index.ts';
import { type TrinoServer, temporaryFolder, trinoPart } from '../../harness/index.ts';

export const trino = await trinoPart();
export const AT = new Date('2026-11-21T12:00:00Z');

/** A Trino and a DuckDB that read the same files, from the first test of a `describe` to its last. */
export class BothEngines {
  readonly #folder = temporaryFolder('trino-parity');
  #server: TrinoServer | undefined;
  #duckdb: Engine | undefined;
  #asked: Engine | undefined;

  constructor() {
    beforeAll(() => this.#start(), 240_000);
    afterAll(async () => {
      this.#asked?.close();
      this.#duckdb?.close();
      await this.#server?.close();
    });
  }

  async #start(): Promise<void> {
    if (!trino.available) return;
    const server = await trino.start();
    this.#server = server;
    this.#duckdb = openEngine({
      duckdb: { toolCache: join(this.#folder, 'tools'), log: () => {} },
      folders: [this.#folder, server.lake],
    });
    this.#asked = openTrino({
      server: serverOf({ ASSAY_TRINO_URL: server.url }),
      parser: this.#duckdb,
      signal: new AbortController().signal,
      log: () => {},
    });
    await server.ask('CREATE SCHEMA hive.ml');
  }

  get server(): TrinoServer {
    return started(this.#server);
  }

  get duckdb(): Engine {
    return started(this.#duckdb);
  }

  /** Trino's. */
  get asked(): Engine {
    return started(this.#asked);
  }

  /** The same rows as a file and as a table. */
  async both(name: string, sql: string, columns: string): Promise<void> {
    const folder = join(this.server.lake, name);
    if (existsSync(folder)) return;
    mkdirSync(folder);
    await this.duckdb.query(`COPY (${sql}) TO '${join(folder, 'rows.parquet')}' (FORMAT parquet)`);
    await this.server.ask(
      `CREATE TABLE hive.ml.${name} (${columns}) WITH (external_location='local:///${name}', format='PARQUET')`,
    );
  }

  /** @param other data that the contract names */
  async reports(name: string, given: object, other = ''): Promise<{ file: DataReport; table: DataReport }> {
    const { duckdb, asked } = this;
    const root = this.server.lake;
    const contract = located(given);
    const options = { name, at: AT };
    const files = () => openSource(duckdb, { path: `${other}/rows.parquet`, root });
    const tables = () => openTrinoTable(asked, `trino://hive.ml.${other}`);
    const source = await openSource(duckdb, { path: `${name}/rows.parquet`, root });
    const table = await openTrinoData(asked, `trino://hive.ml.${name}`, { key: shownKey(contract.value) });
    return {
      file: await validate(duckdb, source, contract, { ...options, open: files }),
      table: await validate(asked, table, contract, { ...options, open: tables }),
    };
  }
}

function started<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('Trino is not running');
  return part;
}

export function located(contract: object) {
  return parseDataContract(JSON.stringify({ 'assay-data': 1, ...contract }), 'contract.yml');
}

/** A row of the file by its number, of the table by its key: the ids start at 1000. */
export const byKey = ({ examples, ...finding }: Finding) => ({
  ...finding,
  examples: examples.map(({ row, value }) => ({ row: null, key: `id=${999 + (row ?? 0)}`, value })),
});
