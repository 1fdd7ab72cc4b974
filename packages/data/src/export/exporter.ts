import type { DataContract } from '@assay/contract';

/** What of a contract another format does not say. */
export interface ExportNote {
  /** `null`: the data as a whole. */
  readonly column: string | null;
  /** The key of the contract. */
  readonly key: string;
  readonly message: string;
}

/** A contract in another format, as plain values, and what is not in it. */
export interface Exported {
  readonly document: Readonly<Record<string, unknown>>;
  readonly notes: readonly ExportNote[];
}

/** @param name what the data are called there */
type Export = (contract: DataContract, name: string) => Exported;

/** A format that contracts are exported to: one file and one line in the registry. */
export interface Exporter {
  readonly words: string;
  readonly syntax: 'json' | 'yaml';
  load(): Promise<Export>;
}
