import { isDeepStrictEqual } from 'node:util';
import { type DataContract, type Located, parseDataContract } from '@assay/contract';
import { isMap, isScalar, type Pair, parseDocument } from 'yaml';
import { rowsOf } from '../checks/words.ts';
import type { Engine } from '../engine/index.ts';
import type { Arriving } from '../source/arriving.ts';
import type { Source } from '../source/source.ts';
import { type ValidateOptions, validate } from '../validate.ts';
import {
  addLines,
  type InferredColumn,
  type InferredContract,
  inferLines,
  rulesOf,
} from './infer-contract.ts';
import { blockOf, offers } from './offers.ts';

/**
 * Brings a contract up to date with data: columns that it does not know are put behind the others, with the evidence beside
 * each line. All that it says already is a person's word and stays as it is, to the byte: what the data break, and what they
 * suggest beside it for columns that it knows and for the data as a whole, is told in the notes, with the line to write. So a
 * line that was removed by hand does not come back, and a second run with the same data changes nothing.
 *
 * @throws UserError as validate
 */
export async function updateContract(
  engine: Engine,
  source: Source | Arriving,
  located: Located<DataContract>,
  options: Omit<ValidateOptions, 'name' | 'environment'>,
): Promise<InferredContract> {
  const inferred = await inferLines(engine, source, options.at ?? new Date());
  const known = located.value.columns;
  const added = inferred.columns.filter(({ column }) => !Object.hasOwn(known, column));
  const report = await validate(engine, source, located, { ...options, name: 'data' });
  const broken = report.findings.filter(({ check }) => check !== 'extra-columns');
  const names = added.map(({ column }) => JSON.stringify(column)).join(', ');
  return {
    yaml: added.length === 0 ? located.source.text : withColumns(located, added, inferred.rows),
    columns: added.map(({ column, lines }) => ({ column, rules: rulesOf(lines) })),
    notes: [
      ...inferred.notes,
      ...(added.length === 0 ? [] : [`new: ${names}`]),
      ...broken.map(({ line, column, expected, observed }) => {
        const of = column === null ? '' : `${JSON.stringify(column)}: `;
        return `line ${line} is broken and was left as it is: ${of}${expected}; the data have ${observed}`;
      }),
      ...offers(inferred, located),
    ],
  };
}

/** The text with further columns. Nothing else of it changes, where the columns stand on lines of their own. */
function withColumns(located: Located<DataContract>, added: readonly InferredColumn[], rows: number): string {
  const { text, file } = located.source;
  const spliced = splice(text, added, rows);
  if (spliced !== null && saysBoth(spliced, located, added)) return spliced;
  const document = parseDocument(text, { version: '1.2' });
  for (const { column, lines } of added) addLines(document, ['columns', column], lines);
  const whole = document.toString({ lineWidth: 0 });
  parseDataContract(whole, file);
  return whole;
}

/** Behind the last line of the last column; null where the columns are written in another way. */
function splice(text: string, added: readonly InferredColumn[], rows: number): string | null {
  const columns = parseDocument(text, { version: '1.2' }).get('columns', true);
  if (!isMap(columns) || columns.flow === true) return null;
  const [first] = columns.items as Pair[];
  const last = columns.items.at(-1)?.value;
  if (!isScalar(first?.key) || first.key.range == null || !(isMap(last) && last.range != null)) return null;
  const start = first.key.range[0];
  const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  if (indent.trim() !== '') return null;
  const written = lastLineOf(text, last.range[1]);
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = [`# New, from ${rowsOf(rows)}.`, ...blockOf(added).trimEnd().split('\n')];
  const block = lines.map((line) => indent + line).join(newline);
  const head = text.slice(0, written);
  return `${head}${/\n$/.test(head) ? '' : newline}${block}${newline}${text.slice(written)}`;
}

/** Where the line ends on which a value does, or the one before, if the value ends at the start of a line. */
function lastLineOf(text: string, end: number): number {
  if (text[end - 1] === '\n') return end;
  const newline = text.indexOf('\n', end);
  return newline === -1 ? text.length : newline + 1;
}

/** Whether a text says all that a contract says, and the columns that were added. */
function saysBoth(
  text: string,
  { value, source }: Located<DataContract>,
  added: readonly InferredColumn[],
): boolean {
  const { columns, ...rest } = parseDataContract(text, source.file).value;
  const { columns: before, ...restBefore } = value;
  const names = new Set(added.map(({ column }) => column));
  const kept = Object.fromEntries(Object.entries(columns).filter(([name]) => !names.has(name)));
  const found = added.every(({ column }) => Object.hasOwn(columns, column));
  return found && isDeepStrictEqual(rest, restBefore) && isDeepStrictEqual(kept, before);
}
