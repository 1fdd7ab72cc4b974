import { UserError } from '@assay/contract';
import { logicalTypeOf } from '../column/logical-type.ts';
import type { Engine } from '../engine/index.ts';
import type { Table } from '../source/source.ts';
import { contractYaml } from './contract-yaml.ts';
import { Draft, type ImportNote } from './draft.ts';
import { decodeForeign } from './foreign.ts';
import type { ImportOptions } from './importer.ts';
import { openForeign } from './recognise.ts';
import { type ImportFormat, importers } from './registry.ts';
import { settle, type TypeInData } from './settle.ts';

export interface ImportedContract {
  readonly format: ImportFormat;
  /** The contract, as plain values: parseDataContract reads it, and its patterns and conditions are the engine's. */
  readonly contract: Readonly<Record<string, unknown>>;
  /** The same as text, with a comment for each note. */
  readonly yaml: string;
  /** Whatever has no counterpart, by line. */
  readonly notes: readonly ImportNote[];
}

/**
 * Makes a data contract of a schema of another tool. What a contract cannot say is in the notes, with its place; nothing is
 * left out without one.
 *
 * @param file what the schema is called in messages
 * @param options.format as its content says, where it is not given
 * @param options.data data to tell the types of columns by, where the schema does not say them
 * @throws UserError `import-format` (it is of no known format, or not of the one given), `import-tables`,
 *   `import-too-large`, `import-encoding`, `import-syntax`, `yaml-syntax`, `yaml-aliases`, `import-empty`
 */
export async function importContract(
  engine: Engine,
  bytes: Uint8Array,
  file: string,
  options: ImportOptions & {
    readonly format?: ImportFormat | undefined;
    readonly data?: Table | undefined;
  } = {},
): Promise<ImportedContract> {
  const text = decodeForeign(bytes, file);
  const { document, format } = openForeign(text, file, options.format);
  const draft = new Draft();
  const read = await importers[format].load();
  read(document, draft, options);
  draft.noteUnread(document);
  if (draft.columns.size === 0 && draft.rules.length === 0) {
    throw new UserError('import-empty', `${file} says nothing of any column`, {
      fix: 'name the file that describes the columns; --format says how it is read',
    });
  }
  const contract = await settle(engine, draft, file, typesIn(options.data));
  const notes = draft.notes.toSorted((a, b) => a.line - b.line);
  return {
    format,
    contract,
    notes,
    yaml: contractYaml(contract, [...draft.columns.keys()], notes, `${importers[format].words}, ${file}`),
  };
}

function typesIn(data: Table | undefined): TypeInData {
  return (name) => {
    const type = logicalTypeOf(data?.columns.find((column) => column.name === name)?.type ?? '');
    return type === 'other' ? undefined : type;
  };
}
