import {
  type Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseDocument,
  visit,
  type YAMLMap,
} from 'yaml';
import { type Position, quoteLine } from './quote-line.ts';
import { UserError } from './user-error.ts';

export type Path = readonly (string | number)[];

/** A contract that is inferred from 5,000 columns has 1.8 MB. */
const MAX_BYTES = 5_000_000;

/** A YAML text that remembers where each of its values stands, so that any later check can point at it. */
export class YamlSource {
  readonly file: string;
  readonly text: string;
  readonly #document: Document;
  readonly #lines = new LineCounter();
  /** The pairs of each map that was asked for, by key: the map itself would compare them one after the other. */
  readonly #pairs = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

  /** @throws UserError `yaml-syntax` (with the place; also of a number that is not kept as it stands), `yaml-too-large` */
  constructor(text: string, file: string) {
    this.file = file;
    this.text = text.replace(/^\uFEFF/, '');
    if (Buffer.byteLength(text) > MAX_BYTES) {
      throw new UserError('yaml-too-large', `${file} is larger than ${MAX_BYTES} bytes`, {
        fix: 'keep data out of this file: name the files that hold it',
      });
    }
    this.#document = parseDocument(this.text, {
      lineCounter: this.#lines,
      prettyErrors: false,
      // The parser compares each key with every other, which takes minutes on a large file: see #checkKeys.
      uniqueKeys: false,
      version: '1.2',
    });
    // A tag that is not known is only a warning to the parser; no contract has use for one.
    const [mistake] = [...this.#document.errors, ...this.#document.warnings];
    if (mistake)
      throw this.#errorAt(this.#place(...mistake.pos), 'yaml-syntax', ...inOwnWords(mistake.message));
    this.#checkKeys();
    this.#checkNumbers();
  }

  /**
   * The plain value. Aliases are expanded at most 100 times, so that a "billion laughs" is an error.
   *
   * @throws UserError `yaml-aliases`
   */
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

  /** Whether something stands at a path. */
  has(path: Path): boolean {
    const parent = this.#nodeAt(path.slice(0, -1));
    const [last] = path.slice(-1);
    if (last === undefined) return true;
    return isMap(parent) ? this.#pairAt(parent, last) !== undefined : isSeq(parent) && parent.has(last);
  }

  /** The place of the value at a path, or of the nearest parent that exists; of the key itself with `key`. */
  position(path: Path, what: 'value' | 'key' = 'value'): Position {
    for (let depth = path.length; depth > 0; depth--) {
      const parent = this.#nodeAt(path.slice(0, depth - 1));
      const last = path[depth - 1] ?? '';
      let node: unknown;
      if (isMap(parent)) {
        const pair = this.#pairAt(parent, last);
        node = what === 'value' && depth === path.length && isNode(pair?.value) ? pair.value : pair?.key;
      } else if (isSeq(parent)) {
        node = parent.get(last, true);
      }
      if (isNode(node) && node.range) return this.#place(node.range[0], node.range[1]);
    }
    return { line: 1, column: 1, length: 1 };
  }

  /** An error that quotes the line and points at the value, as a compiler would. */
  error(path: Path, code: string, message: string, fix: string, what: 'value' | 'key' = 'value'): UserError {
    return this.#errorAt(this.position(path, what), code, message, fix);
  }

  #nodeAt(path: Path): unknown {
    let node: unknown = this.#document.contents;
    for (const part of path)
      node = isMap(node) ? this.#pairAt(node, part)?.value : isSeq(node) ? node.get(part, true) : undefined;
    return node;
  }

  #pairAt(map: YAMLMap, key: string | number): Pair | undefined {
    let pairs = this.#pairs.get(map);
    if (pairs === undefined) {
      pairs = new Map(map.items.map((pair) => [String(pair.key), pair]));
      this.#pairs.set(map, pairs);
    }
    return pairs.get(String(key));
  }

  #syntaxAt(node: unknown, message: string, fix: string): UserError {
    const [start, end] = isNode(node) && node.range ? node.range : [0, 0];
    return this.#errorAt(this.#place(start, end), 'yaml-syntax', message, fix);
  }

  #errorAt(place: Position, code: string, message: string, fix: string): UserError {
    return new UserError(code, `${this.file}:${place.line}:${place.column}  ${message}`, {
      fix: quoteLine(this.text, place, fix),
    });
  }

  #place(start: number, end: number): Position {
    const { line, col } = this.#lines.linePos(start);
    const before = this.text.slice(start - Math.max(0, col - 1), start);
    const firstLine = this.text.slice(start, end).split('\n')[0] ?? '';
    return {
      line: Math.max(1, line),
      column: [...before].length + 1,
      length: Math.max(1, [...firstLine.trimEnd()].length),
    };
  }

  /** A whole number of more digits than are kept would be another one. Programs write the nearest with zeros at its end. */
  #checkNumbers(): void {
    visit(this.#document, {
      Scalar: (_, scalar) => {
        const { value, source = '' } = scalar;
        if (!Number.isInteger(value) || Number.isSafeInteger(value) || !/^[-+]?\d+$/.test(source)) return;
        const digits = source.replace(/^\+/, '');
        if (digits === BigInt(Number(value)).toString() || digits === String(value)) return;
        throw this.#syntaxAt(scalar, `this number would be taken for ${value}`, 'put it into quotes');
      },
    });
  }

  #checkKeys(): void {
    visit(this.#document, {
      Map: (_, map) => {
        const seen = new Set<string>();
        for (const { key } of map.items) {
          if (!isScalar(key)) throw this.#syntaxAt(key, 'this cannot be a key', 'write text as the key');
          // A column may be called 1.0 or null: a key is the text that stands there.
          if (typeof key.value !== 'string') key.value = key.source ?? '';
          const name = String(key.value);
          if (seen.has(name))
            throw this.#syntaxAt(
              key,
              `the key ${JSON.stringify(name)} is here twice`,
              'remove one of the two',
            );
          seen.add(name);
        }
      },
    });
  }
}

/** The parser's message and what to do, in a user's words where the parser speaks of itself. */
function inOwnWords(message: string): [message: string, fix: string] {
  if (message.includes('call stack')) return ['this is nested too deeply', 'nest lists and keys less'];
  if (message.startsWith('Unresolved tag'))
    return ['tags are not read here', 'remove the tag: what begins with "!"'];
  if (message.includes('multiple documents'))
    return ['a second document begins here', 'keep one document in this file: remove the "---"'];
  if (message.startsWith('Tabs')) return ['a tab cannot indent', 'indent with spaces'];
  return [message.split('\n')[0] ?? 'not valid YAML', 'write valid YAML here'];
}
