import { z } from 'zod';
import { type Located, parseLocated } from './located.ts';

const severity = z.enum(['error', 'warn']);
const fraction = z.number().min(0).max(1);
const bound = z.union([z.number(), z.string()]);
const atMost = z.strictObject({ 'at-most': fraction });

export const columnTypes = ['integer', 'number', 'string', 'boolean', 'date', 'timestamp'] as const;

const columnSchema = z
  .strictObject({
    type: z.enum(columnTypes),
    required: z.boolean().default(true).describe('Whether the column must be there'),
    nullable: z
      .union([z.boolean(), atMost])
      .default(false)
      .describe('true, false, or the largest fraction of nulls'),
    unique: z.boolean().default(false),
    range: z
      .strictObject({ min: bound.optional(), max: bound.optional() })
      .optional()
      .describe('Both ends allowed; dates as ISO 8601'),
    allowed: z
      .array(z.union([z.string(), z.number(), z.boolean()]))
      .min(1)
      .optional()
      .describe('The only values allowed'),
    tolerance: fraction.default(0).describe('Largest fraction of rows that may break range or allowed'),
    severity: severity.default('error'),
    sensitive: z.boolean().default(false).describe('Values of this column are never shown'),
    description: z.string().optional(),
  })
  .describe('One column');

/** A data contract, version 1: what a data set must look like. */
export const dataContractSchema = z
  .strictObject({
    'assay-data': z.literal(1).describe('Version of this format'),
    description: z.string().optional(),
    rows: z
      .strictObject({
        'at-least': z.int().nonnegative().optional(),
        'at-most': z.int().nonnegative().optional(),
      })
      .optional(),
    unique: z
      .array(z.union([z.string(), z.array(z.string()).min(1)]))
      .default([])
      .describe('Keys: a column, or several together'),
    duplicates: atMost
      .optional()
      .describe('Largest fraction of rows that are exact copies of an earlier one'),
    'extra-columns': z
      .enum(['allow', 'warn', 'error'])
      .default('warn')
      .describe('What a column that is not named here is'),
    columns: z.record(z.string(), columnSchema),
  })
  .describe('A data contract');

export type ColumnContract = z.output<typeof columnSchema>;
export type DataContract = z.output<typeof dataContractSchema>;

/** Reads the text of a data contract. @throws UserError as {@link parseLocated} */
export function parseDataContract(text: string, file: string): Located<DataContract> {
  return parseLocated(text, file, dataContractSchema, { key: 'assay-data', major: 1 });
}
