import { UserError } from '@assay/contract';
import type { ColumnValues } from '@assay/data';
import type { CodedColumn } from './coded-column.ts';

const truths = new Map<string, 0 | 1>([
  ['0', 0],
  ['false', 0],
  ['1', 1],
  ['true', 1],
]);

/** Binary labels or predictions, as {@link binaryCode} has them or, where one is neither 0 nor 1, as text. @throws UserError `value-missing`, `label-not-binary` */
export function binaryCodes(column: ColumnValues | undefined, role: string): Uint8Array {
  if (column?.kind === 'small' && column.values instanceof Int8Array) {
    const { buffer, byteOffset, length } = column.values;
    return new Uint8Array(buffer, byteOffset, length);
  }
  const texts = textsOf(column, role);
  const codes = new Uint8Array(texts.length);
  const strange = new Set<string>();
  texts.forEach((text, i) => {
    const code = truths.get(text.toLowerCase());
    if (code === undefined) strange.add(text);
    else codes[i] = code;
  });
  if (strange.size === 0) return codes;
  const shown = [...strange]
    .slice(0, 5)
    .map((value) => `"${value.slice(0, 40)}"`)
    .join(', ');
  throw new UserError(
    'label-not-binary',
    `the ${role} of a binary task is 0 or 1, and this one has ${shown}`,
    {
      fix: `is the column the right one? Write 0 and 1 (or true and false) into the predictions, or use "task: multiclass"`,
    },
  );
}

/** Texts of a column that may have no gaps. @throws UserError `value-missing` with the first row */
export function textsOf(column: ColumnValues | undefined, role: string): string[] {
  if (column?.kind !== 'text') throw new TypeError(`${role} is not text`);
  return column.values.map((value, row) => {
    if (value === null) throw gap(role, row);
    return value;
  });
}

/** Beyond this, squares and sums leave the range of floating-point numbers. */
const LARGEST = 1e150;

/** Finite numbers of a column that may have no gaps. @throws UserError `value-missing`, `value-too-large` with the first row */
export function numbersOf(column: ColumnValues | undefined, role: string): Float64Array {
  if (column?.kind !== 'number') throw new TypeError(`${role} is not a number`);
  const { values } = column;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (!Number.isFinite(value)) throw gap(role, row);
    if (Math.abs(value) <= LARGEST) continue;
    throw new UserError('value-too-large', `row ${row + 1} of the predictions has a ${role} of ${value}`, {
      fix: `no ${role} may be beyond ±${LARGEST}: is the column the right one?`,
    });
  }
  return values;
}

/** Weights of rows. @throws UserError `value-missing`, `weight-negative` with the first row */
export function weightsOf(column: ColumnValues): Float64Array {
  const weights = numbersOf(column, 'weight');
  const row = weights.findIndex((weight) => weight < 0);
  if (row === -1) return weights;
  throw new UserError('weight-negative', `row ${row + 1} of the predictions has a negative weight`, {
    fix: 'a weight says how many rows a row stands for: 0 or more',
  });
}

/** Values that occur, of which no two need differ, and the place of each row's among them. */
export interface Classes {
  values: string[];
  codes: Int8Array | Int16Array | Int32Array;
}

/**
 * Classes of rows, and the values that occur, from codes or, where they are many, from texts.
 *
 * @throws UserError `value-missing` with the first row
 */
export function classesOf(
  coded: CodedColumn | undefined,
  column: ColumnValues | undefined,
  role: string,
): Classes {
  if (coded === undefined) {
    const texts = textsOf(column, role);
    const values = [...new Set(texts)];
    return { values, codes: classCodes(texts, values) };
  }
  const missing = coded.values.indexOf(null);
  const row = missing === -1 ? -1 : coded.codes.indexOf(missing);
  if (row !== -1) throw gap(role, row);
  return { values: coded.values.filter((value) => value !== null), codes: coded.codes };
}

/** Codes of texts: their places in a list that holds them all. */
export function classCodes(texts: readonly string[], classes: readonly string[]): Int32Array {
  const codes = new Map(classes.map((name, code) => [name, code]));
  return Int32Array.from(texts, (text) => codes.get(text) ?? -1);
}

function gap(role: string, row: number): UserError {
  return new UserError('value-missing', `row ${row + 1} of the predictions has no usable ${role}`, {
    fix: `every row of the evaluation set needs its ${role}, and no NaN or infinity for it: leave rows out on purpose, not by accident`,
  });
}
