import { Document, isCollection, isMap, isPair, isScalar } from 'yaml';
import type { ImportNote } from './draft.ts';

/** Keys with one entry a line. */
const LISTS = ['columns', 'rules', 'unique', 'references', 'environments'];

/**
 * A contract as text, a column a line, with a comment for each note above the column that it is about, or at the top.
 *
 * @param order the columns' names in their order; a record of values has names that are whole numbers first
 * @param origin what it was made from, for the first line
 */
export function contractYaml(
  contract: Readonly<Record<string, unknown>>,
  order: readonly string[],
  notes: readonly ImportNote[],
  origin: string,
): string {
  const document = new Document(contract);
  const words = (column: string | null) =>
    notes
      .filter((note) => note.column === column)
      .map(({ line, place, message }) =>
        place === '' ? ` ${message}` : ` line ${line}, ${place}: ${message}`,
      );
  const columns = document.get('columns');
  const items = isMap(columns) ? columns.items : [];
  const nameOf = ({ key }: { key: unknown }) => (isScalar(key) ? String(key.value) : '');
  const places = new Map(order.map((name, i) => [name, i]));
  items.sort((a, b) => (places.get(nameOf(a)) ?? 0) - (places.get(nameOf(b)) ?? 0));
  const names = new Set(items.map(nameOf));
  const strays = notes
    .filter(({ column }) => column !== null && !names.has(column))
    .map(({ column }) => column);
  const top = [null, ...new Set(strays)].flatMap(words);
  const first = ` Imported from ${origin}. Comments with a line say what of it is not here, or otherwise.`;
  document.commentBefore = [first, ...top].map(onOneLine).join('\n');
  for (const { key } of items) {
    if (!isScalar(key)) continue;
    const said = words(String(key.value));
    if (said.length > 0) key.commentBefore = said.map(onOneLine).join('\n');
  }
  for (const { key, value } of isMap(document.contents) ? document.contents.items : []) {
    if (!isCollection(value)) continue;
    const lines = isScalar(key) && LISTS.includes(String(key.value));
    if (!lines) value.flow = true;
    for (const item of value.items) {
      const entry = isPair(item) ? item.value : item;
      if (isCollection(entry)) entry.flow = true;
    }
  }
  return document.toString({ lineWidth: 0 });
}

/** A comment ends with its line, whatever a foreign text holds. */
function onOneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
}
