import { type DataReport, type DataSet, UserError } from '@assay/contract';
import {
  type Engine,
  isTrinoTable,
  openTrino,
  openTrinoData,
  openTrinoTable,
  readContract,
  serverOf,
  shownKey,
  validate,
} from '@assay/data';
import type { Context } from './context.ts';
import { columnsOf } from './validate-data-columns.ts';

interface TableJob {
  readonly name: string;
  readonly path: readonly string[];
  readonly where: string | undefined;
  readonly contract: string | undefined;
  readonly environment: string | undefined;
}

type Sets = Readonly<Record<string, Pick<DataSet, 'path' | 'where'>>>;

/** Whether a data set is a table of a Trino server. @throws UserError `trino-alone`: beside others it is no data set */
export function isTable(path: readonly string[]): boolean {
  if (!path.some(isTrinoTable)) return false;
  if (path.length === 1) return true;
  throw new UserError('trino-alone', 'a table of Trino and other data are named as one data set', {
    fix: 'name the table alone; of several tables make a view in Trino',
  });
}

/** What other inputs of the verb need the rows themselves. @throws UserError `trino-unsupported`, which names the input */
export function refuseWithTable(inputs: Readonly<Record<string, unknown>>): void {
  const asked = Object.keys(inputs).find((name) => inputs[name] !== undefined && inputs[name] !== false);
  if (asked === undefined) return;
  throw new UserError('trino-unsupported', `"${asked}" does not go with a table of Trino`, {
    fix: 'leave it out, or write the rows to a file',
  });
}

/**
 * Holds a table of a Trino server against a contract. The server and who asks it are of the environment: ASSAY_TRINO_URL,
 * ASSAY_TRINO_USER, ASSAY_TRINO_PASSWORD or ASSAY_TRINO_TOKEN.
 *
 * @param parser DuckDB, which reads conditions and patterns
 */
export async function checkTable(
  parser: Engine,
  context: Context,
  { name, path, where, contract: file, environment }: TableJob,
  sets: Sets,
): Promise<DataReport> {
  const contract = file === undefined ? null : await readContract(file, context.root);
  const server = serverOf(context.environment);
  const engine = openTrino({
    server,
    parser,
    signal: context.signal,
    log: (message) => context.log.info(message),
  });
  try {
    const [data = ''] = path;
    const key = contract === null ? [] : shownKey(contract.value);
    const source = await openTrinoData(engine, data, { where, key });
    const open = async (other: string) => {
      const named = tableOf(other, sets);
      return openTrinoTable(engine, named.path, named);
    };
    const report = await validate(engine, source, contract, {
      name,
      environment,
      at: context.now(),
      open,
      columnsOf: columnsOf(context, open),
    });
    const [row] = await engine.query('SELECT version() AS version');
    return { ...report, engine: `trino ${row?.['version']}` };
  } finally {
    engine.close();
  }
}

/** Other data that a contract names, which have to be where the table is. */
function tableOf(data: string, sets: Sets): { path: string; where?: string | undefined } {
  const { path, where } = (Object.hasOwn(sets, data) ? sets[data] : undefined) ?? { path: data };
  const [table = '', ...more] = [path].flat();
  if (more.length === 0 && isTrinoTable(table)) return { path: table, where };
  throw new UserError('trino-alone', `${data} is not a table of Trino`, {
    fix: 'name a table, trino://catalog.schema.table: Trino cannot read files of the repository',
  });
}
