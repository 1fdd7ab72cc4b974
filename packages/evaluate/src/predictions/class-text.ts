import type { Task } from '@assay/contract';

/** A whole number that a file writes with decimals. */
const WHOLE = '^(-?[0-9]+)\\.0+$';

/** SQL of a class as text: 1, 1.0 and '1' are one class, whatever type the file's format gives the column. */
export function classText(column: string): string {
  return `regexp_replace(CAST(${column} AS VARCHAR), '${WHOLE}', '\\1')`;
}

/** The same of one text. */
export function className(text: string): string {
  return text.replace(new RegExp(WHOLE), '$1');
}

/** SQL of a label as text that is the same wherever the label is the same: for digests, not for people. */
export function labelText(column: string, task: Task): string {
  switch (task) {
    case 'binary':
    case 'multilabel':
      return `CASE lower(${classText(column)}) WHEN 'true' THEN '1' WHEN 'false' THEN '0' ELSE ${classText(column)} END`;
    case 'multiclass':
      return classText(column);
    case 'text':
      return `COALESCE(CAST(${column} AS VARCHAR), '')`;
    case 'regression':
    case 'quantile':
    case 'ranking':
      return `CAST(TRY_CAST(${column} AS DOUBLE) AS VARCHAR)`;
  }
}

/** SQL of a class of a binary task as 0 or 1; NULL where it is neither. */
export function binaryCode(column: string, type: string | undefined): string {
  if (type === 'BOOLEAN') return `CAST(${column} AS TINYINT)`;
  if (/^U?(TINY|SMALL|BIG)?INT(EGER)?$/.test(type ?? ''))
    return `CASE ${column} WHEN 0 THEN 0::TINYINT WHEN 1 THEN 1::TINYINT END`;
  return `CASE WHEN lower(${classText(column)}) IN ('1', 'true') THEN 1::TINYINT WHEN lower(${classText(column)}) IN ('0', 'false') THEN 0::TINYINT END`;
}
