import { exportFormats, importFormats } from '@assay/data';
import { z } from 'zod';
import { choice, common, duckdbLibrary, flag, lines, text, written } from './inputs.ts';
import type { VerbDefinition } from './verb.ts';

const inputs = z.object({
  data: lines.describe(
    'File or glob, one a line: CSV, TSV, JSONL, Parquet, also .gz and .zst; or a table of Trino, trino://catalog.schema.table; without it, every data set of the contract',
  ),
  contract: text.describe('The data contract that the data are held against'),
  environment: text.describe(
    'Environment of the data contract, such as serving: the contract says what is different there',
  ),
  infer: flag(false).describe('Write a first data contract from the data, instead of checking'),
  import: text.describe(
    'Schema of another tool to make a data contract of: Frictionless, TFDV, ODCS, pandera, Great Expectations, JSON Schema',
  ),
  format: choice(...importFormats).describe(
    `Format of what is imported, where its content does not tell: ${importFormats.join(', ')}`,
  ),
  export: choice(...exportFormats).describe(
    `Write the data contract in the format of another tool: ${exportFormats.join(', ')}`,
  ),
  table: text.describe(
    'Which table is imported, where the schema has several; or what it is called in an export',
  ),
  out: text.describe(
    'Where the contract that is inferred or imported, or the export, is written; an existing file is never overwritten',
  ),
  update: flag(false).describe(
    'Put columns that the data contract of "contract" or "out" does not know into it, and tell what else the data suggest',
  ),
  profile: written('.json').describe(
    'Where the full profile of the data is written: a small JSON file; profiles of parts add up to that of the whole',
  ),
  html: written('.html').describe(
    'Where the profile is written as a page: histograms, what is missing, which columns go together',
  ),
  reference: lines.describe(
    'Data that these are held beside, column by column, and that the page shows too, one path a line; or a stored profile (.json): with "html" one of "profile", else one of check-drift',
  ),
  merge: lines.describe(
    'Stored profiles of parts of one data set, one a line: put together into "profile" and "html"',
  ),
  ...common,
  ...duckdbLibrary,
});

export type ValidateDataInputs = z.output<typeof inputs>;

export const validateDataDefinition = {
  name: 'validate-data',
  description: 'Check data against a data contract, or infer a first one',
  inputs,
  outputs: {
    outcome: 'pass, fail, or inconclusive where there is no data contract',
    rows: 'Rows of all data sets together',
    findings: 'How many expectations are broken',
    record: 'Path of the run record',
    contract: 'Path of the data contract that was inferred, imported or exported',
    profile: 'Path of the stored profile',
    html: 'Path of the page that shows the profile',
  },
} satisfies VerbDefinition;
