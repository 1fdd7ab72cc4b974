import type { Foreign, Path } from './foreign.ts';

type Plain = string | number | boolean;

/**
 * An object of a foreign schema. What is read of it is remembered, so that whatever was not can be listed: nothing is
 * dropped in silence. A value of another type than asked for counts as not read.
 */
export class Part {
  readonly path: Path;
  readonly #document: Foreign;
  readonly #values: Readonly<Record<string, unknown>>;
  readonly #read = new Set<string>();
  readonly #within = new Map<string, Part[]>();

  constructor(document: Foreign, values: Readonly<Record<string, unknown>>, path: Path = []) {
    this.#document = document;
    this.#values = values;
    this.path = path;
  }

  get keys(): string[] {
    return Object.keys(this.#values);
  }

  has(key: string): boolean {
    return this.look(key) !== undefined;
  }

  /** The value, without counting it as read; null is as good as absent. */
  look(key: string): unknown {
    return (Object.hasOwn(this.#values, key) ? this.#values[key] : undefined) ?? undefined;
  }

  text(key: string): string | undefined {
    return this.#take(key, (value) => typeof value === 'string');
  }

  number(key: string): number | undefined {
    return this.#take(key, (value) => typeof value === 'number' && Number.isFinite(value));
  }

  flag(key: string): boolean | undefined {
    return this.#take(key, (value) => typeof value === 'boolean');
  }

  /** A text, number or boolean. */
  plain(key: string): Plain | undefined {
    return this.#take(key, isPlain);
  }

  /** Several of them; one alone is a list of one. */
  plains(key: string): Plain[] | undefined {
    const value = this.look(key);
    if (isPlain(value)) return [this.#take(key, isPlain) ?? value];
    return this.#take(key, (list): list is Plain[] => Array.isArray(list) && list.every(isPlain));
  }

  texts(key: string): string[] | undefined {
    const all = this.plains(key);
    return all?.map(String);
  }

  part(key: string): Part | undefined {
    return isObject(this.look(key)) ? this.parts(key)[0] : undefined;
  }

  /** Objects of a list; one alone is a list of one. */
  parts(key: string): Part[] {
    const known = this.#within.get(key);
    if (known !== undefined) return known;
    const value = this.look(key);
    const list = Array.isArray(value) ? value : [value];
    if (!list.every(isObject)) return [];
    this.#read.add(key);
    const path = (i: number) => (Array.isArray(value) ? [...this.path, key, i] : [...this.path, key]);
    const parts = list.map((each, i) => new Part(this.#document, each, path(i)));
    this.#within.set(key, parts);
    return parts;
  }

  /** Counts keys as read: those that say nothing, or that the caller has told of. */
  passOver(...keys: string[]): void {
    for (const key of keys) {
      this.#read.add(key);
      this.#within.delete(key);
    }
  }

  line(key?: string): number {
    return this.#document.line(key === undefined ? this.path : [...this.path, key]);
  }

  /** What was not read, here and within, but for what says nothing: null, and empty texts and lists. */
  unread(): { part: Part; key: string; value: unknown }[] {
    const own = this.keys
      .filter((key) => !this.#read.has(key) && !saysNothing(this.#values[key]))
      .map((key) => ({ part: this as Part, key, value: this.#values[key] }));
    return [...own, ...[...this.#within.values()].flat().flatMap((part) => part.unread())];
  }

  #take<T>(key: string, is: ((value: unknown) => value is T) | ((value: unknown) => boolean)): T | undefined {
    const value = this.look(key);
    if (value === undefined || !is(value)) return undefined;
    this.#read.add(key);
    return value as T;
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPlain(value: unknown): value is Plain {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function saysNothing(value: unknown): boolean {
  return value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
}
