import { z } from 'zod';
import { byName } from './by-name.ts';
import { columnSchema } from './data-contract/column.ts';
import { labelsSchema } from './data-contract/labels.ts';
import { encodingSchema } from './data-contract/options.ts';
import { leakageSchema, paritySchema, representationSchema } from './data-contract/other-data.ts';
import {
  duplicatesSchema,
  environmentSchema,
  keySchema,
  referenceSchema,
  rowCountSchema,
  ruleSchema,
  schemaChangesSchema,
} from './data-contract/rows-together.ts';
import { skewSchema } from './data-contract/skew.ts';
import { type Located, parseLocated } from './located.ts';

const alert = z.enum(['allow', 'warn', 'error']);

/** A data contract, version 1: what a data set must look like. */
export const dataContractSchema = z.lazy(() =>
  z
    .strictObject({
      'assay-data': z.literal(1).describe('Version of this format'),
      description: z.string().optional(),
      owner: z.string().min(1).optional().describe('Whom to ask about the data'),
      encoding: encodingSchema
        .optional()
        .describe('Encoding of CSV, TSV and JSON Lines; without it, Windows-1252 is read and warned of'),
      rows: rowCountSchema.optional(),
      unique: z.array(keySchema).default([]).describe('Keys: a column, or several together'),
      duplicates: duplicatesSchema
        .optional()
        .describe('Largest share of rows that are exact copies of an earlier one'),
      'extra-columns': alert.default('warn').describe('What a column that is not named here is'),
      'column-order': alert.default('allow').describe('What columns in another order than here are'),
      'schema-changes': schemaChangesSchema.optional(),
      rules: z.array(ruleSchema).default([]),
      references: z.array(referenceSchema).default([]),
      parity: z.array(paritySchema).default([]),
      leakage: leakageSchema.optional(),
      skew: skewSchema.optional(),
      representation: z.array(representationSchema).default([]),
      labels: labelsSchema.optional(),
      environments: byName(environmentSchema, z.string().min(1)).optional(),
      columns: byName(columnSchema),
    })
    .describe('A data contract'),
);

export type DataContract = z.output<typeof dataContractSchema>;
export type DataRule = DataContract['rules'][number];
export type DataReference = DataContract['references'][number];

/** Reads the text of a data contract. @throws UserError as {@link parseLocated} */
export function parseDataContract(text: string, file: string): Located<DataContract> {
  return parseLocated(text, file, dataContractSchema, { key: 'assay-data', major: 1 });
}
