import { z } from 'zod';

export const filesSchema = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);

export const dataSetSchema = z
  .strictObject({
    path: filesSchema.describe(
      'File, glob, or list of both: CSV, TSV, JSONL or Parquet; .gz and .zst are read too; or a table of Trino, trino://catalog.schema.table, for validate-data',
    ),
    contract: z
      .string()
      .min(1)
      .optional()
      .describe('The data contract; `assay validate-data --infer` writes a first one'),
    reference: filesSchema
      .optional()
      .describe('What drift is measured against: files of the same kind, or a stored profile (.json)'),
  })
  .describe('One data set that the model lives on');

export type DataSet = z.output<typeof dataSetSchema>;
