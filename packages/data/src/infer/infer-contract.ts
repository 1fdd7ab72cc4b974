import { Document, type Node, type Scalar } from 'yaml';
import { count, percent, rowsOf } from '../checks/words.ts';
import type { Engine } from '../engine/index.ts';
import type { Table } from '../source/source.ts';
import { warnOfGuess } from '../source/warn-of-guess.ts';
import { type DataEvidence, gather } from './evidence.ts';
import { inferColumn } from './infer-column.ts';
import { ENOUGH_ROWS, type Line, WARN } from './line.ts';
import { allowedShare, inPercent } from './next-sample.ts';
import { inWords } from './pairs.ts';

/** What is suggested for one column. */
export interface InferredColumn {
  readonly column: string;
  readonly lines: readonly Line[];
}

/** What data suggest, before it is a text. */
export interface Inferred {
  readonly rows: number;
  /** Lines of the data as a whole; paths from the top. */
  readonly whole: readonly Line[];
  readonly columns: readonly InferredColumn[];
  readonly notes: readonly string[];
}

export interface InferredContract {
  /** The contract's text: parseDataContract reads it, and the data that it was made from passes. */
  readonly yaml: string;
  readonly columns: readonly { readonly column: string; readonly rules: Readonly<Record<string, unknown>> }[];
  /** What a person should look at, a sentence each. */
  readonly notes: readonly string[];
}

/**
 * Writes a first data contract from data, with the evidence beside each line as a comment.
 *
 * It is a start for a person to edit. What it says holds on another sample of the same size and source, but for one line in
 * 100,000; so it is the looser, the fewer the rows are, and of fewer than 100 it says next to nothing.
 *
 * @param at the present moment, for how fresh the data are
 */
export async function inferContract(
  engine: Engine,
  source: Table,
  { at = new Date() }: { at?: Date } = {},
): Promise<InferredContract> {
  // There is no contract yet that could name the encoding.
  warnOfGuess(engine, source);
  const { rows, whole, columns, notes } = await inferLines(engine, source, at);
  const document = new Document({ 'assay-data': 1 });
  document.commentBefore = ` What the data must look like. Written from ${rowsOf(rows)}; yours to edit.`;
  addLines(document, [], whole);
  document.set('columns', document.createNode({}));
  for (const { column, lines } of columns) addLines(document, ['columns', column], lines);
  return {
    yaml: document.toString({ lineWidth: 0 }),
    columns: columns.map(({ column, lines }) => ({ column, rules: rulesOf(lines) })),
    notes,
  };
}

export async function inferLines(engine: Engine, source: Table, at: Date): Promise<Inferred> {
  const evidence = await gather(engine, source);
  const { rows } = evidence;
  const notes: string[] = [];
  if (rows < ENOUGH_ROWS)
    notes.push(`only ${rowsOf(rows)}: the contract says little; infer it again from more`);
  const columns = evidence.columns.flatMap((each): InferredColumn[] => {
    const { column, type, engineType } = each.reading;
    if (type === 'other') {
      notes.push(`${JSON.stringify(column)} is ${engineType}, which a contract has no type for`);
      return [];
    }
    if (each.present === 0) notes.push(`${JSON.stringify(column)} has no value`);
    return [{ column, lines: inferColumn(each, { rows, at }) }];
  });
  const whole = rows < ENOUGH_ROWS ? [] : wholeLines(evidence);
  const { encodings = [] } = source.dress ?? {};
  if (encodings.includes('windows-1252') && encodings.length === 1)
    whole.unshift({ path: ['encoding'], value: 'windows-1252', because: 'no UTF-8; are its accents right?' });
  if (columns.length < evidence.columns.length)
    whole.push({ path: ['extra-columns'], value: 'allow', because: 'some columns have no type here' });
  return { rows, whole, columns, notes };
}

function wholeLines({ rows, copies, pairs, keys }: DataEvidence): Line[] {
  const because = copies === 0 ? 'no row is a copy' : `${count(copies)} copies (${percent(copies / rows)})`;
  return [
    { path: ['rows'], value: { 'at-least': sixTenths(rows) }, because: `${count(rows)} now` },
    { path: ['duplicates'], value: { 'at-most': inPercent(allowedShare(copies, rows)) }, because },
    ...keys.map(({ columns, byChance }, i): Line => {
      const value = { columns: columns.map(({ column }) => column), ...WARN };
      const chance = `by chance ${count(Math.round(byChance))} pairs would be`;
      return { path: ['unique', i], value, because: `no two rows are alike in both, ${chance}` };
    }),
    ...pairs.map((pair, i): Line => {
      const expect = inWords(pair);
      const value = { name: expect, expect, 'at-most': inPercent(allowedShare(0, pair.rows)), ...WARN };
      const chance = `by chance ${percent(pair.byChance)} would not`;
      return { path: ['rules', i], value, because: `${count(pair.rows)} rows keep it, ${chance}` };
    }),
  ];
}

/** Keys at the top of a contract that hold lists; numbers below others are keys themselves, as of quantiles. */
const LISTS: readonly unknown[] = ['rules', 'unique'];

/** Sets lines in a document, below a path, each with its evidence behind it. */
export function addLines(document: Document, below: readonly string[], lines: readonly Line[]): void {
  for (const { path, value, because } of lines) {
    for (const [depth, part] of path.slice(0, -1).entries()) {
      const parent = [...below, ...path.slice(0, depth), part];
      if (!document.hasIn(parent))
        document.setIn(
          parent,
          document.createNode(typeof path[depth + 1] === 'number' && LISTS.includes(part) ? [] : {}),
        );
    }
    document.setIn([...below, ...path], commented(document, value, because));
  }
}

/** A value with its evidence behind it on the same line. */
function commented(document: Document, value: unknown, because: string): Node {
  const node = document.createNode(value, { flow: true }) as Node & Pick<Scalar, 'comment'>;
  node.comment = ` ${because.replaceAll(/\s+/g, ' ')}`;
  return node;
}

/** The lines as a value. */
export function rulesOf(lines: readonly Line[]): Record<string, unknown> {
  const document = new Document({});
  addLines(document, [], lines);
  return document.toJS() as Record<string, unknown>;
}

/** Of the rows, as a number of two digits and zeros: one file does not tell how much the next has, but fewer are a loss. */
function sixTenths(rows: number): number {
  const least = 0.6 * rows;
  const power = 10 ** Math.max(0, Math.floor(Math.log10(least)) - 1);
  return Math.floor(least / power) * power;
}
