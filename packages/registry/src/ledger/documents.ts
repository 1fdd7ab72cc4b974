import { parseRecord, type RunRecord, UserError } from '@assay/contract';
import type { z } from 'zod';
import type { Edits } from './append.ts';
import { LEDGER_BRANCH } from './paths.ts';

/** A document of the ledger, and how the new one follows from the old one. */
export interface DocumentEdit {
  path: string;
  schema: z.ZodType;
  // biome-ignore lint/suspicious/noExplicitAny: the document of its own schema, whichever that is; see `documentEdit`
  next: (old: any) => unknown;
}

/** A {@link DocumentEdit} whose `next` is held to its schema. */
export function documentEdit<S extends z.ZodType>(
  path: string,
  schema: S,
  next: (old: z.output<S> | undefined) => z.output<S>,
): DocumentEdit {
  return { path, schema, next };
}

export function editsOf(documents: readonly DocumentEdit[]): Edits {
  const edits = documents.map(({ path, schema, next }) => [
    path,
    (old: string | undefined) => {
      const before = old === undefined ? undefined : parseDocument(old, path, schema);
      const after = next(before);
      return old !== undefined && after === before ? old : json(schema.parse(after));
    },
  ]);
  return Object.fromEntries(edits);
}

/** @throws UserError `ledger-damaged` */
export function parseDocument<S extends z.ZodType>(text: string, path: string, schema: S): z.output<S> {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new UserError('ledger-damaged', `${LEDGER_BRANCH}:${path} is not a document of this Assay`, {
      fix: `was it changed by hand, or written by a newer Assay? Restore it on the branch ${LEDGER_BRANCH}, or remove it to begin anew`,
      cause,
    });
  }
}

/** @throws UserError `ledger-damaged`, `unsupported-version` */
export function parseRunRecord(text: string, path: string): RunRecord {
  try {
    return parseRecord(text, `${LEDGER_BRANCH}:${path}`);
  } catch (error) {
    if (!(error instanceof UserError) || error.code === 'unsupported-version') throw error;
    throw new UserError('ledger-damaged', error.message, {
      fix: `remove ${path} from the branch ${LEDGER_BRANCH}, and run the workflow of that commit again`,
      cause: error,
    });
  }
}

/** A document as it stands in the ledger. */
export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}
