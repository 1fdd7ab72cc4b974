import { UserError, YamlSource } from '@assay/contract';

export type Path = readonly (string | number)[];

/** A schema of another tool, as plain values that know their lines. */
export interface Foreign {
  readonly value: unknown;
  /** The line, from 1, on which a value stands, or the nearest one around it. */
  line(path: Path): number;
}

/** A schema of 5,000 columns takes about half of it. */
const MAX_BYTES = 1_000_000;

/**
 * The text of a file that someone else wrote.
 *
 * @throws UserError `import-too-large`, `import-encoding`
 */
export function decodeForeign(bytes: Uint8Array, file: string): string {
  if (bytes.byteLength > MAX_BYTES) {
    throw new UserError('import-too-large', `${file} is larger than ${MAX_BYTES} bytes`, {
      fix: 'import the schema of one table; leave data, statistics and results out of the file',
    });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UserError('import-encoding', `${file} is not text in UTF-8`, {
      fix: 'save it as UTF-8; a binary schema has to be written as text first',
      cause,
    });
  }
}

/** Reads YAML or JSON. @throws UserError as YamlSource: `yaml-syntax` with the place, `yaml-aliases` */
export function readYamlOrJson(text: string, file: string): Foreign {
  // YAML holds all of JSON but its indentation by tabs.
  const isJson = /^\s*[[{]/.test(text);
  const plain = isJson ? text.replaceAll(/^[\t ]+/gm, (blank) => blank.replaceAll('\t', ' ')) : text;
  const source = new YamlSource(plain, file);
  return { value: source.value(), line: (path) => source.position(path, 'key').line };
}
