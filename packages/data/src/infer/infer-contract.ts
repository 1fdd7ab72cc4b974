import { Document, type Node, type Scalar } from 'yaml';
import { count, percent } from '../checks/words.ts';
import type { Engine } from '../engine/index.ts';
import type { Source } from '../source/source.ts';
import { gather } from './evidence.ts';
import { ENOUGH_ROWS, inferColumn, type Line, loosely } from './infer-column.ts';

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
 * It is a start for a person to edit: bounds are loose, lists are only made of values seen several times, and nothing is
 * said that fewer than 100 rows show.
 */
export async function inferContract(engine: Engine, source: Source): Promise<InferredContract> {
  const { rows, copies, columns } = await gather(engine, source);
  const notes: string[] = [];
  if (rows < ENOUGH_ROWS)
    notes.push(`only ${count(rows)} rows: the contract says little; infer it again from more`);

  const document = new Document({ 'assay-data': 1 });
  document.commentBefore = ` What the data must look like. Written from ${count(rows)} rows; yours to edit.`;
  const add = (path: readonly string[], value: unknown, because: string) => {
    document.setIn(path, commented(document, value, because));
  };
  if (rows >= ENOUGH_ROWS) {
    add(['rows'], { 'at-least': tenth(rows) }, `${count(rows)} now`);
    const because = copies === 0 ? 'no row is a copy' : `${count(copies)} copies (${percent(copies / rows)})`;
    add(['duplicates'], { 'at-most': loosely(copies / rows, rows) }, because);
  }
  document.set('columns', document.createNode({}));
  const inferred = columns.flatMap(({ reading, summary }, index) => {
    const evidence = columns[index];
    if (evidence === undefined || reading.type === 'other') {
      notes.push(
        `${JSON.stringify(reading.column)} is ${reading.engineType}, which a contract has no type for`,
      );
      return [];
    }
    if (summary.missing === rows) notes.push(`${JSON.stringify(reading.column)} has no value`);
    const lines = inferColumn(evidence, rows);
    for (const { key, value, because } of lines) add(['columns', reading.column, key], value, because);
    return [{ column: reading.column, rules: rulesOf(lines) }];
  });
  if (inferred.length < columns.length) add(['extra-columns'], 'allow', 'some columns have no type here');
  return { yaml: document.toString({ lineWidth: 0 }), columns: inferred, notes };
}

/** A value with its evidence behind it on the same line. */
function commented(document: Document, value: unknown, because: string): Node {
  const node = document.createNode(value, { flow: true }) as Node & Pick<Scalar, 'comment'>;
  node.comment = ` ${because.replaceAll(/\s+/g, ' ')}`;
  return node;
}

function rulesOf(lines: readonly Line[]): Record<string, unknown> {
  return Object.fromEntries(lines.map(({ key, value }) => [key, value]));
}

/** About a tenth, as a plain number: 15,002 rows give 1,000. */
function tenth(rows: number): number {
  const power = 10 ** Math.floor(Math.log10(rows / 10));
  return Math.floor(rows / 10 / power) * power;
}
