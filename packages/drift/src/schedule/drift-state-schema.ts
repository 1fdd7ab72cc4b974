import { digestSchema } from '@assay/contract';
import { COMPONENTS } from '@assay/stats';
import { z } from 'zod';
import { cellCount } from '../cells/index.ts';
import { shareCount } from './column-shares.ts';
import { decodeCells, decodeLevels, decodeNumbers } from './compact.ts';

const count = z.int().nonnegative();
const alarmSchema = z
  .strictObject({ since: z.string(), columns: z.array(z.string()).min(1) })
  .describe('The batch that raised it, and the columns flagged since');

const numbers = z
  .string()
  .regex(/^(-?[0-9][0-9.e+-]*( -?[0-9][0-9.e+-]*)*)?$/, 'numbers, with a space between');

const columnSchema = z
  .strictObject({
    name: z.string(),
    cells: z.union([
      z.strictObject({ edges: numbers.describe('Cell i holds the numbers in (edge i - 1, edge i]') }),
      z.strictObject({ named: z.array(z.string()), pooled: z.array(z.string()) }),
    ]),
    counts: numbers.describe(
      'Rows of the reference in each cell: numbers, NaN, null; or named, pooled, unseen, null',
    ),
    levels: z.base64().describe('log(1 + M) of each component of the detector: 32-bit floats, little-endian'),
  })
  .refine(isWhole, 'its cells, counts and levels do not belong together');

function isWhole(column: {
  cells: Parameters<typeof decodeCells>[0];
  counts: string;
  levels: string;
}): boolean {
  const cells = decodeCells(column.cells);
  const counts = decodeNumbers(column.counts);
  const levels = decodeLevels(column.levels);
  const edges = cells.kind === 'numeric' ? cells.edges : new Float64Array();
  return (
    edges.every((edge, i) => i === 0 || (edges[i - 1] ?? Number.NaN) < edge) &&
    counts.length === cellCount(cells) &&
    counts.every((n) => Number.isSafeInteger(n) && n >= 0) &&
    levels.length === COMPONENTS * shareCount(cells) &&
    levels.every((level) => level >= 0 && level < Number.POSITIVE_INFINITY)
  );
}

function namesDiffer(columns: readonly { name: string }[]): boolean {
  return new Set(columns.map(({ name }) => name)).size === columns.length;
}

/** The ledger's file of a monitor. About 1.5 kB a numeric column. */
export const driftStateSchema = z
  .strictObject({
    assay: z.literal('drift-state/1'),
    settings: z.strictObject({
      margin: z.number().gt(0).lt(1),
      falseAlarms: z.number().gt(0).lt(1),
      patience: z.int().positive(),
      designEffect: z.number().min(1),
    }),
    reference: z.strictObject({ digest: digestSchema, rows: count }),
    checks: count.describe('Batches counted since the baseline'),
    alarm: alarmSchema.nullable().describe('Stands until the monitor gets a new baseline'),
    replaced: z
      .strictObject({
        reference: digestSchema,
        checks: count,
        alarm: alarmSchema.nullable(),
        why: z.string(),
      })
      .nullable()
      .describe('The baseline before this one'),
    batches: z
      .array(z.strictObject({ digest: digestSchema, label: z.string(), at: z.string() }))
      .describe('The last 4,000, oldest first'),
    metrics: z.array(
      z.strictObject({
        name: z.string(),
        kind: z.enum(['metric', 'rows']),
        history: numbers,
        level: z.number().nonnegative(),
      }),
    ),
    columns: z.array(columnSchema).refine(namesDiffer, 'a column stands in it twice'),
  })
  .describe('What a drift monitor remembers');

export type DriftStateDocument = z.output<typeof driftStateSchema>;
