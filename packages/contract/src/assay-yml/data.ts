import { z } from 'zod';

export const filesSchema = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);

const table = z
  .string()
  .refine((name) => name.startsWith('trino://'), {
    message: 'not a table that can be read: the scheme is trino://',
    params: { fix: 'write trino://catalog.schema.table' },
  })
  .describe('A table of Trino in place of files: trino://catalog.schema.table');

const where = z
  .string()
  .min(1)
  .describe('Only these rows of the table: one condition on columns, such as "fare > 0"');

/** A table, and which of its rows. */
export const tableSchema = z.strictObject({ table, where: where.optional() });

const named = {
  path: filesSchema
    .optional()
    .describe(
      'File, glob, or list of both: CSV, TSV, JSONL or Parquet; .gz and .zst are read too; or a table as "table" has it',
    ),
  table: table.optional(),
  where: where.optional(),
};

/** Rows are in files or in a table, and only those of a table can be picked. */
function oneOf({ path, table, where }: z.output<z.ZodObject<typeof named>>, context: z.RefinementCtx): void {
  const mistake = (at: string[], message: string, fix: string) =>
    context.addIssue({ code: 'custom', path: at, message, params: { fix } });
  if (path === undefined && table === undefined)
    mistake([], 'names no data', 'add "path" with files, or "table" with trino://catalog.schema.table');
  if (path !== undefined && table !== undefined)
    mistake(['table'], 'names data twice: "path" and "table"', 'leave one of them out');
  const isTable = table !== undefined || (typeof path === 'string' && path.startsWith('trino://'));
  if (where !== undefined && !isTable)
    mistake(
      ['where'],
      '"where" picks rows of a table, not of files',
      'leave it out; a rule of the data contract can have a "where" of its own',
    );
}

export const dataSetSchema = z.lazy(() =>
  z
    .strictObject({
      ...named,
      contract: z
        .string()
        .min(1)
        .optional()
        .describe('The data contract; `assay validate-data --infer` writes a first one'),
      reference: filesSchema
        .optional()
        .describe('What drift is measured against: files of the same kind, or a stored profile (.json)'),
    })
    .superRefine(oneOf)
    .transform(({ path, table, ...more }) => ({ ...more, path: path ?? table ?? '' }))
    .describe('One data set that the model lives on'),
);

export type DataSet = z.output<typeof dataSetSchema>;
