import { type Asking, type Column, cancel, request, TRIES, waitAfter } from './request.ts';
import { withoutSecrets } from './server.ts';

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
  visit: (rows: Rows) => void | Promise<void>,
): Promise<readonly Column[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(asking, sql, visit);
    } catch (error) {
      // A server that has just started has no workers yet.
      const mayPass =
        error instanceof TrinoRefusal && /^(NO_NODES_AVAILABLE|SERVER_STARTING_UP)$/.test(error.errorName);
      if (!mayPass || attempt === TRIES) throw error;
      await waitAfter(attempt, asking);
    }
  }
}

async function once(
  asking: Asking,
  sql: string,
  visit: (rows: Rows) => void | Promise<void>,
): Promise<readonly Column[]> {
  let columns: readonly Column[] = [];
  let page = await request(asking, 'POST', '/v1/statement', sql);
  try {
    for (;;) {
      columns = page.columns ?? columns;
      if (page.data !== undefined) await visit(page.data);
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
