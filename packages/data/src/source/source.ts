import type { DataReport } from '@assay/contract';
import type { Dialect } from '../engine/index.ts';

/** How texts were read; files may differ in it. */
export type Dress = NonNullable<DataReport['dress']>;

/** A column of a source. */
export interface SourceColumn {
  readonly name: string;
  /** The engine's type: as Parquet says, or the narrowest that all texts of the column fit. */
  readonly type: string;
}

/** Data, ready to be queried. */
export interface Table {
  /** Of the engine that they are queried with. */
  readonly dialect: Dialect;
  /** What to select from: the columns have their names and types. */
  readonly relation: string;
  readonly columns: readonly SourceColumn[];
  /** The same with the columns named c0, c1, … in order: texts as the file has them, or typed as Parquet has them. */
  readonly raw: string;
  /** What to select from for some of these alone, by index: the wider it is, the longer the engine plans each query. */
  readonly only: (columns: readonly number[]) => string;
  readonly written: 'text' | 'typed';
  /** How texts were read; `null`: as UTF-8, separated as their name says, with decimal points; or it is Parquet. */
  readonly dress: Dress | null;
  /** Paths relative to the root, sorted. Rows are numbered over them in this order, from 1. */
  readonly files: readonly string[];
}

/** Data whose bytes are known. */
export interface Source extends Table {
  readonly bytes: number;
  /** Of the files' bytes, as @assay/contract's digestPaths. */
  readonly digest: string;
}

/** What a reader of a format returns: names as the files have them, and where the rows are. */
export interface Read {
  readonly names: readonly string[];
  readonly types: readonly string[];
  readonly raw: string;
  /** As in a table; without it the whole is as good. */
  readonly only?: Table['only'];
  readonly written: 'text' | 'typed';
  /** How texts were read; `null`: it is Parquet. */
  readonly dress: Dress | null;
}

/** A file to be read, and what the names of its folders say (`year=2026`); `null`: that there is no value. */
export interface DataFile {
  readonly path: string;
  readonly partition: ReadonlyMap<string, string | null>;
}
