import type { Draft } from './draft.ts';
import type { Part } from './part.ts';

export interface ImportOptions {
  /** Which table is meant, where the schema has several. */
  readonly table?: string | undefined;
}

/** Says in the draft what the document says, and reads of it all that it understands. */
type Import = (document: Part, draft: Draft, options: ImportOptions) => void;

/** A format of data schemas: one file and one line in the registry. */
export interface Importer {
  /** What it is called, in a sentence. */
  readonly words: string;
  /** Whether it is written in the text form of protocol buffers, and not in YAML or JSON. */
  readonly isPbtxt?: boolean;
  /** Whether a document is of this format. */
  recognises(document: Part): boolean;
  load(): Promise<Import>;
}
