/** A column of a source. */
export interface SourceColumn {
  readonly name: string;
  /** The engine's type: as Parquet says, or the narrowest that all texts of the column fit. */
  readonly type: string;
}

/** Data, ready to be queried. */
export interface Table {
  /** What to select from: the columns have their names and types. */
  readonly relation: string;
  readonly columns: readonly SourceColumn[];
  /** The same with the columns named c0, c1, … in order: texts as the file has them, or typed as Parquet has them. */
  readonly raw: string;
  readonly written: 'text' | 'typed';
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
  readonly written: 'text' | 'typed';
}
