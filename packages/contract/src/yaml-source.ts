import { type Document, isCollection, isMap, isNode, isPair, LineCounter, parseDocument } from 'yaml';
import { UserError } from './user-error.ts';

/** Where something stands in a file: 1-based line and column, and how many characters it covers. */
export interface Position {
  line: number;
  column: number;
  length: number;
}

export type Path = readonly (string | number)[];

const MAX_BYTES = 1_000_000;

/** A YAML text that remembers where each of its values stands, so that any later check can point at it. */
export class YamlSource {
  readonly file: string;
  readonly text: string;
  readonly #document: Document;
  readonly #lines: LineCounter;

  /** @throws UserError `yaml-syntax` (with the place), `yaml-too-large`, `yaml-aliases` */
  constructor(text: string, file: string) {
    this.file = file;
    this.text = text;
    if (text.length > MAX_BYTES) {
      throw new UserError('yaml-too-large', `${file} is larger than ${MAX_BYTES} bytes`, {
        fix: 'keep data out of the contract: name the files that hold it',
      });
    }
    this.#lines = new LineCounter();
    this.#document = parseDocument(text, {
      lineCounter: this.#lines,
      prettyErrors: false,
      uniqueKeys: true,
      version: '1.2',
    });
    const [error] = this.#document.errors;
    if (error) {
      const { line, col } = this.#lines.linePos(error.pos[0]);
      const place = {
        line: Math.max(1, line),
        column: Math.max(1, col),
        length: Math.max(1, error.pos[1] - error.pos[0]),
      };
      throw this.errorAt(
        place,
        'yaml-syntax',
        error.message.split('\n')[0] ?? 'not valid YAML',
        'mend the YAML here',
      );
    }
  }

  /** The plain value. Aliases are expanded at most 100 times, so that a "billion laughs" is an error. */
  value(): unknown {
    try {
      return this.#document.toJS({ maxAliasCount: 100 });
    } catch (cause) {
      throw new UserError('yaml-aliases', `${this.file} repeats itself by aliases too often`, {
        fix: 'write the repeated parts out, or use fewer aliases',
        cause,
      });
    }
  }

  /** The place of the value at a path, or of the nearest parent that exists; of the key itself with `key`. */
  position(path: Path, what: 'value' | 'key' = 'value'): Position {
    for (let depth = path.length; depth > 0; depth--) {
      const parent = this.#document.getIn(path.slice(0, depth - 1), true);
      const last = path[depth - 1];
      if (isMap(parent)) {
        const pair = parent.items.find((item) => isNode(item.key) && String(item.key) === String(last));
        const node =
          pair && (what === 'key' || !isNode(pair.value) || depth < path.length ? pair.key : pair.value);
        if (isNode(node) && node.range) return this.#place(node.range[0], node.range[1]);
      } else if (isCollection(parent)) {
        const node = parent.get(last, true);
        if (isNode(node) && node.range) return this.#place(node.range[0], node.range[1]);
        if (isPair(node) && isNode(node.key) && node.key.range)
          return this.#place(node.key.range[0], node.key.range[1]);
      }
    }
    return { line: 1, column: 1, length: 1 };
  }

  /** An error that quotes the line and points at the value, as a compiler would. */
  error(path: Path, code: string, message: string, fix: string, what: 'value' | 'key' = 'value'): UserError {
    return this.errorAt(this.position(path, what), code, message, fix);
  }

  errorAt(place: Position, code: string, message: string, fix: string): UserError {
    return new UserError(code, `${this.file}:${place.line}:${place.column}  ${message}`, {
      fix: this.#quote(place, fix),
    });
  }

  #place(start: number, end: number): Position {
    const { line, col } = this.#lines.linePos(start);
    const firstLine = this.text.slice(start, end).split('\n')[0] ?? '';
    return { line, column: col, length: Math.max(1, firstLine.trimEnd().length) };
  }

  #quote(place: Position, hint: string): string {
    const source = (this.text.split('\n')[place.line - 1] ?? '').replaceAll('\t', ' ').slice(0, 200);
    const number = String(place.line).padStart(6);
    const margin = ' '.repeat(number.length);
    const carets = '^'.repeat(Math.max(1, Math.min(place.length, 200 - place.column)));
    return `${number} | ${source}\n${margin} | ${' '.repeat(place.column - 1)}${carets} ${hint}`;
  }
}
