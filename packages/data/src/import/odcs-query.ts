import type { Part } from './part.ts';

const COUNT = /^\s*SELECT\s+COUNT\(\*\)\s+FROM\s+("[^"]*"|\S+)\s+WHERE\s+(.+?)\s*;?\s*$/is;

/** What a rule of SQL counts the rows of, and for which condition; `undefined` where it does anything else. */
export function countedBy(rule: Part): { from: string; condition: string } | undefined {
  if (rule.look('type') !== 'sql') return undefined;
  const [, from, condition] = COUNT.exec(String(rule.look('query') ?? '')) ?? [];
  return from === undefined || condition === undefined ? undefined : { from, condition };
}

/** Whether a query means this table: by a placeholder, or a name of it, with or without the schema it is in. */
export function isOneOf(tables: readonly string[], from: string): boolean {
  if (/^\$?\{.*\}$/.test(from)) return true;
  const plain = (name: string) => `.${name.replaceAll(/["`[\]]/g, '').toLowerCase()}`;
  return tables.some((table) => plain(from).endsWith(plain(table)) || plain(table).endsWith(plain(from)));
}
