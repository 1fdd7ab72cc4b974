import { UserError } from '@assay/contract';
import type { Foreign, Path } from './foreign.ts';

/** Messages within messages; a schema of TFDV has eight. */
const DEEPEST = 100;

interface Token {
  readonly kind: 'name' | 'text' | 'number' | 'sign' | 'end';
  readonly text: string;
  readonly line: number;
}

const TOKEN =
  /(?<blank>\s+|#.*)|(?<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?<number>[-+]?\s*(?:0[xX][\da-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?[fF]?|inf(?:inity)?\b|nan\b))|(?<name>[A-Za-z_][\w.]*|\[[A-Za-z_]\w*(?:[./]\w+)+\])|(?<sign>[{}<>:[\],;])/y;

/**
 * Reads the text form of protocol buffers: messages become objects, a field that comes several times becomes a list, names
 * of enumerations become texts.
 *
 * Source: the text format's specification, https://protobuf.dev/reference/protobuf/textformat-spec/
 *
 * @throws UserError `import-syntax` with the line
 */
export function parsePbtxt(text: string, file: string): Foreign {
  const tokens = tokensOf(text, file);
  const lines: Lines = new WeakMap();
  let at = 0;
  const peek = () => tokens[at] ?? { kind: 'end', text: '', line: 1 };
  const next = () => {
    const token = peek();
    at++;
    return token;
  };
  const take = (sign: string) => peek().kind === 'sign' && peek().text === sign && next() !== undefined;
  const wrong = ({ line, text: found }: Token, wanted: string) =>
    mistake(file, line, `${wanted} should stand here, not ${found === '' ? 'the end' : found}`);

  const message = (close: string, depth: number): object => {
    if (depth > DEEPEST) throw mistake(file, peek().line, 'this is nested too deeply');
    const fields = new Map<string, { value: unknown; line: number }[]>();
    while (!(close === '' ? peek().kind === 'end' : take(close))) {
      const name = next();
      if (name.kind !== 'name') throw wrong(name, 'a field');
      const found = fields.get(name.text) ?? [];
      fields.set(name.text, found);
      const colon = take(':');
      if (take('[')) {
        while (!take(']')) {
          found.push({ line: peek().line, value: value(true, depth) });
          take(',');
        }
      } else found.push({ line: name.line, value: value(colon, depth) });
      if (!take(',')) take(';');
    }
    // Without a prototype, every name of a field is only a name.
    const read: Record<string, unknown> = Object.create(null);
    for (const [name, [first, ...more]] of fields)
      read[name] = more.length === 0 ? first?.value : [first, ...more].map((each) => each?.value);
    lines.set(read, new Map([...fields].map(([name, found]) => [name, found.map(({ line }) => line)])));
    return read;
  };

  const value = (mayBePlain: boolean, depth: number): unknown => {
    if (take('{')) return message('}', depth + 1);
    if (take('<')) return message('>', depth + 1);
    const token = next();
    if (!mayBePlain) throw wrong(token, 'a message in { }');
    if (token.kind === 'name') return WORDS.get(token.text) ?? token.text;
    if (token.kind === 'number') return numberOf(token.text);
    if (token.kind !== 'text') throw wrong(token, 'a value');
    let read = unquoted(token.text);
    while (peek().kind === 'text') read += unquoted(next().text);
    return read;
  };

  const read = message('', 0);
  return { value: read, line: (path) => lineOf(lines, read, path) };
}

const WORDS = new Map([
  ['true', true],
  ['false', false],
]);

function tokensOf(text: string, file: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const start = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match === null)
      throw mistake(file, line, `${JSON.stringify(text.slice(start, start + 10))} is no part of a schema`);
    const [kind, found] = Object.entries(match.groups ?? {}).find(([, group]) => group !== undefined) ?? [];
    if (kind !== 'blank' && found !== undefined)
      tokens.push({ kind: kind as Token['kind'], text: found, line });
    line += match[0].split('\n').length - 1;
  }
  tokens.push({ kind: 'end', text: '', line });
  return tokens;
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
};

/** Octal and hexadecimal codes are bytes of UTF-8. */
function unquoted(token: string): string {
  const bytes: number[] = [];
  for (const [part, code] of token
    .slice(1, -1)
    .matchAll(/\\([0-7]{1,3}|x[\da-fA-F]{1,2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|.)|[^\\]+/gsu)) {
    if (code === undefined) bytes.push(...Buffer.from(part));
    else if (/^[0-7]/.test(code)) bytes.push(Number.parseInt(code, 8) % 256);
    else if (/^x./.test(code)) bytes.push(Number.parseInt(code.slice(1), 16));
    else if (/^u./i.test(code)) bytes.push(...Buffer.from(character(Number.parseInt(code.slice(1), 16))));
    else bytes.push(...Buffer.from(ESCAPES[code] ?? code));
  }
  return Buffer.from(bytes).toString();
}

function character(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
}

/** Integers that a double cannot hold stay text, with every digit. */
function numberOf(token: string): number | string {
  const text = token.replaceAll(/\s/g, '');
  const plain = text.replace(/inf(inity)?$/, 'Infinity').replace(/nan$/, 'NaN');
  const number = /^[-+]?0x/i.test(plain) ? signed(plain) : Number(plain.replace(/[fF]$/, ''));
  return Number.isInteger(number) && !Number.isSafeInteger(number) && /^[-+]?\d+$/.test(text) ? text : number;
}

const signed = (hex: string) => (hex.startsWith('-') ? -1 : 1) * Number(hex.replace(/^[-+]/, ''));

/** The lines of the fields of each message. */
type Lines = WeakMap<object, ReadonlyMap<string, readonly number[]>>;

function lineOf(lines: Lines, message: object, path: Path): number {
  let line = 1;
  let here: unknown = message;
  let ofField: readonly number[] = [];
  for (const key of path) {
    if (typeof here !== 'object' || here === null) break;
    if (typeof key === 'string') ofField = lines.get(here)?.get(key) ?? [];
    line = ofField[typeof key === 'number' ? key : 0] ?? line;
    here = (here as Record<string | number, unknown>)[key];
  }
  return line;
}

function mistake(file: string, line: number, message: string): UserError {
  return new UserError('import-syntax', `${file}:${line}  ${message}`, {
    fix: 'write it anew with tfdv.write_schema_text',
  });
}
