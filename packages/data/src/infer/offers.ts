import type { DataContract, Located } from '@assay/contract';
import { Document, isMap } from 'yaml';
import { addLines, type Inferred, type InferredColumn, rulesOf } from './infer-contract.ts';
import type { Line } from './line.ts';

/**
 * What data suggest beside what a contract says of the columns that it knows, and of the data as a whole: a sentence each, with
 * the line for a person to take over.
 */
export function offers({ columns, whole }: Inferred, located: Located<DataContract>): string[] {
  const { value, source } = located;
  const ofColumns = columns.flatMap(({ column, lines }) => {
    if (!Object.hasOwn(value.columns, column)) return [];
    const unsaid = lines.filter(({ path: [key] }) => !source.has(['columns', column, key]));
    const [name = ''] = blockOf([{ column, lines: unsaid }]).split('\n', 1);
    return offer(name, unsaid);
  });
  const unsaid = whole.filter((line) => !isSaid(line, located));
  return [...ofColumns, ...offer('the contract', unsaid)];
}

/** Columns and their lines, as they stand in a contract. */
export function blockOf(columns: readonly InferredColumn[]): string {
  const document = new Document({});
  for (const { column, lines } of columns) addLines(document, [column], lines);
  return document.toString({ lineWidth: 0 });
}

function offer(to: string, lines: readonly Line[]): string[] {
  if (lines.length === 0) return [];
  const flow = new Document(rulesOf(lines));
  if (isMap(flow.contents)) flow.contents.flow = true;
  return [`${to} could also have ${flow.toString({ lineWidth: 0 }).trim()}`];
}

/** Whether a contract has a line of the data as a whole, or of the lists of keys and rules the same one in other words. */
function isSaid({ path: [key], value: line }: Line, { value, source }: Located<DataContract>): boolean {
  if (key === 'unique') return value.unique.some((one) => sameColumns(one, line as Keyed));
  if (key === 'rules')
    return value.rules.some(({ expect }) => plain(expect) === plain((line as Ruled).expect));
  return source.has([key]);
}

type Keyed = Exclude<DataContract['unique'][number], string | string[]>;
type Ruled = DataContract['rules'][number];

function sameColumns(one: DataContract['unique'][number], { columns }: Keyed): boolean {
  const named = typeof one === 'string' ? [one] : Array.isArray(one) ? one : one.columns;
  return [...named].sort().join('\n') === [...columns].sort().join('\n');
}

/** A condition without what SQL does not look at. */
function plain(condition: string): string {
  return condition.replaceAll(/["\s]/g, '').toLowerCase();
}
