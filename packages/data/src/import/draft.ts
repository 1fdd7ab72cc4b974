import type { ColumnType } from '@assay/contract';
import type { Part } from './part.ts';

/** What of a foreign schema is not in the contract that was made of it, or is there in other words. */
export interface ImportNote {
  /** The column that it is about; `null`: the data as a whole. */
  readonly column: string | null;
  /** Where it stands in the foreign schema: `fields[2].constraints.pattern`. */
  readonly place: string;
  readonly line: number;
  readonly message: string;
}

/** What is said of a column, by the keys of our contract. */
export type ColumnDraft = Map<string, unknown>;

interface EnvironmentDraft {
  optional: string[];
}

/** A contract of ours, while it is put together from a foreign schema. */
export class Draft {
  readonly top = new Map<string, unknown>();
  readonly unique: object[] = [];
  readonly rules: object[] = [];
  readonly references: object[] = [];
  readonly environments = new Map<string, EnvironmentDraft>();
  readonly columns = new Map<string, ColumnDraft>();
  readonly notes: ImportNote[] = [];
  /** What a column most likely is, where nothing says its type. */
  readonly hints = new Map<string, ColumnType>();

  /** What is said of a column so far. Its type may be left open: then it is told from the rest at the end. */
  column(name: string, type?: ColumnType): ColumnDraft {
    const column = this.columns.get(name) ?? new Map();
    this.columns.set(name, column);
    if (type !== undefined) column.set('type', type);
    return column;
  }

  /** Puts columns before all others, in this order. */
  order(names: readonly string[]): void {
    const others = [...this.columns];
    const first = names.map((name) => [name, this.column(name)] as const);
    this.columns.clear();
    for (const [name, column] of [...first, ...others]) this.columns.set(name, column);
  }

  /**
   * Says one more thing of a column. What is said of a key already stays; where both are bounds, at different ends and with
   * the same words beside, they become one.
   *
   * @returns whether it is said now; else `instead` became a rule, where there is one
   */
  say(
    column: string,
    key: string,
    value: unknown,
    instead?: { expect: string; [word: string]: unknown },
  ): boolean {
    const said = this.column(column);
    const both = said.has(key) ? joined(said.get(key), value) : value;
    if (both !== undefined) said.set(key, both);
    else if (instead !== undefined) this.rules.push({ name: `${key} of ${column}`, ...instead });
    return both !== undefined || instead !== undefined;
  }

  hint(column: string, type: ColumnType): void {
    this.hints.set(column, type);
  }

  note(part: Part, key: string | undefined, message: string, column: string | null = null): void {
    const path = key === undefined ? part.path : [...part.path, key];
    this.notes.push({ column, place: placeOf(path), line: part.line(key), message });
  }

  /** A note for whatever was not read of a part. */
  noteUnread(part: Part, column: string | null = null): void {
    for (const { part: of, key, value } of part.unread())
      this.note(of, key, `no counterpart: ${inShort(value)}`, column);
  }
}

function placeOf(path: Part['path']): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`))
    .join('')
    .replace(/^\./, '');
}

const SHOWN = 80;

function inShort(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

const ENDS = ['min', 'max'];

/** Bounds at different ends, as one. */
function joined(a: unknown, b: unknown): unknown {
  if (JSON.stringify(a) === JSON.stringify(b)) return a;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return undefined;
  const beside = (value: object) =>
    JSON.stringify(Object.entries(value).filter(([key]) => !ENDS.includes(key)));
  const overlap = Object.keys(a).some((key) => ENDS.includes(key) && key in b);
  const bounds = [a, b].every((value) => Object.keys(value).some((key) => ENDS.includes(key)));
  return !bounds || overlap || beside(a) !== beside(b) ? undefined : { ...a, ...b };
}

/** A column's name in a condition. */
export function quoted(column: string): string {
  return `"${column.replaceAll('"', '""')}"`;
}

/** A value in a condition. */
export function literal(value: string | number | boolean): string {
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
}

/** The share that is left, without the crumbs of a subtraction: 1 - 0.95 is 0.05. */
export function remainder(share: number): number {
  return Number((1 - share).toPrecision(12));
}

/**
 * What other tools call tolerance: a share of the values that are there, nulls left out; ours is one of rows. Nothing, for a
 * share of none.
 */
export function ofValues(column: string, share: number): Record<string, unknown> {
  return share > 0 ? { 'at-most': share, where: `${quoted(column)} IS NOT NULL` } : {};
}
