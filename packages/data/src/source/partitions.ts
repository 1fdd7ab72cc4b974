import { UserError } from '@assay/contract';
import { quoteText } from '../engine/index.ts';
import type { DataFile } from './source.ts';

/** What Hive and Spark name the folder of rows without a value. */
const NO_VALUE = '__HIVE_DEFAULT_PARTITION__';

/** What the column of the files' paths is called, where it is asked for. */
export const PATH_COLUMN = 'assay_path_of_the_file';

/** A column that stands in the names of folders. */
export interface PartitionColumn {
  readonly name: string;
  /** Whole numbers are numbers, also with zeros before them (`month=01`), as Spark has it. */
  readonly type: 'BIGINT' | 'DATE' | 'VARCHAR';
}

/** What the names of folders below `from` parts of a path say: `year=2026` and the like, the last where one is said twice. */
export function partitionOf(path: string, from: number): Map<string, string | null> {
  const partition = new Map<string, string | null>();
  for (const folder of path.split('/').slice(from, -1)) {
    const [, key, value] = /^([^=]+)=(.*)$/.exec(folder) ?? [];
    if (key === undefined || value === undefined) continue;
    partition.set(key, value === NO_VALUE || value === '' ? null : unescaped(value));
  }
  return partition;
}

/**
 * The columns that stand in the names of all files' folders. A column that the files have themselves is theirs, and
 * has to say the same (check-folders.ts).
 *
 * @throws UserError `data-columns-differ`: not all files have them
 */
export function partitionColumns(files: readonly DataFile[], own: readonly string[]): PartitionColumn[] {
  const [first] = files;
  const owned = new Set(own.map((name) => name.toLowerCase()));
  const keysOf = ({ partition }: DataFile) =>
    [...partition.keys()].filter((key) => !owned.has(key.toLowerCase()));
  const keys = first === undefined ? [] : keysOf(first);
  const other = files.find((file) => keysOf(file).sort().join('/') !== [...keys].sort().join('/'));
  if (first !== undefined && other !== undefined) {
    throw new UserError(
      'data-columns-differ',
      `the folders of ${first.path} and of ${other.path} name different columns`,
      {
        fix: 'name the data with a pattern of one kind of folders, such as "data/year=*/*.parquet"',
      },
    );
  }
  return keys.map((name) => {
    const values = files.flatMap(({ partition }) => partition.get(name) ?? []);
    return { name, type: typeOf(values) };
  });
}

/** What a file's folders say of a column, as text. */
export function partitionText({ partition }: DataFile, { name, type }: PartitionColumn): string | null {
  const value = partition.get(name) ?? null;
  return value === null || type !== 'BIGINT' ? value : String(BigInt(value));
}

/** SQL of the same, typed, over a column of the files' paths. Of one file it is constant, which the engine makes use of. */
export function partitionInPath({ name, type }: PartitionColumn, path: string): string {
  const folder = quoteText(`^.*/${name.replaceAll(/[^A-Za-z0-9_]/g, '\\$&')}=([^/]*)/`);
  const text = `nullif(nullif(regexp_extract(${path}, ${folder}, 1), '${NO_VALUE}'), '')`;
  return `CAST(url_decode(${text}) AS ${type})`;
}

function typeOf(values: readonly string[]): PartitionColumn['type'] {
  if (values.length === 0) return 'VARCHAR';
  if (values.every((value) => /^-?\d{1,18}$/.test(value))) return 'BIGINT';
  if (values.every(isDate)) return 'DATE';
  return 'VARCHAR';
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
