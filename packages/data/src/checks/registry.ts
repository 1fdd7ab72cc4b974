import { allowed } from './allowed.ts';
import type { ColumnCheck } from './column-rule.ts';
import { columns } from './columns.ts';
import type { DataCheck } from './data-check.ts';
import { duplicates } from './duplicates.ts';
import { extraColumns } from './extra-columns.ts';
import { nulls } from './nulls.ts';
import { range } from './range.ts';
import { rows } from './rows.ts';
import { type } from './type.ts';
import { unique } from './unique.ts';

/** Checks of the values of one column. */
export const columnChecks: readonly ColumnCheck[] = [type, nulls, range, allowed];

/** Checks of the data as a whole. */
export const dataChecks: readonly DataCheck[] = [columns, extraColumns, rows, unique, duplicates];
