import { z } from 'zod';
import { assayYmlSchema } from './assay-yml/index.ts';
import { dataContractSchema } from './data-contract.ts';
import { driftReportSchema } from './ledger/drift-report.ts';
import { storedProfileSchema } from './record/data-profile.ts';
import { recordSchema } from './record/record.ts';
import { verdictSchema } from './record/verdict.ts';

const documents = {
  'assay.schema.json': { schema: assayYmlSchema, io: 'input' },
  'data-contract.schema.json': { schema: dataContractSchema, io: 'input' },
  'data-profile.schema.json': { schema: storedProfileSchema, io: 'output' },
  'drift-report.schema.json': { schema: driftReportSchema, io: 'output' },
  'run-record.schema.json': { schema: recordSchema, io: 'output' },
  'verdict.schema.json': { schema: verdictSchema, io: 'output' },
} as const;

/** The JSON Schemas of every document, by file name: what an editor completes and another tool checks with. */
export function jsonSchemas(): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(documents).map(([name, { schema, io }]) => [
      name,
      z.toJSONSchema(schema, { io, target: 'draft-2020-12' }),
    ]),
  );
}
