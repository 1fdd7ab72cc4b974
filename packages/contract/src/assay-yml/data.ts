import { z } from 'zod';

const files = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);

export const dataSetSchema = z
  .strictObject({
    path: files.describe(
      'File, glob, or list of both: CSV, TSV, JSONL or Parquet; .gz and .zst are read too',
    ),
    contract: z
      .string()
      .min(1)
      .optional()
      .describe('The data contract; `assay validate-data --infer` writes a first one'),
  })
  .describe('One data set that the model lives on');

export type DataSet = z.output<typeof dataSetSchema>;
