import { z } from 'zod';
import { filesSchema, tableSchema } from './data.ts';

const column = z.string().min(1);

/** One watch over the model's data: what comes in, what it is compared with, and how often a false alarm may come. */
export const monitorSchema = z.lazy(() =>
  z
    .strictObject({
      data: z
        .string()
        .min(1)
        .optional()
        .describe(
          'The data set that is watched, where the contract has several: its reference is the default one',
        ),
      current: z
        .union([...filesSchema.options, tableSchema])
        .describe(
          'Files of one batch, or a table and which of its rows; "{{ date }}" stands for the day of the check, and for that of `--date`: {table: "trino://lake.taxi.trips", where: "day = {{ date }}"}',
        ),
      reference: filesSchema
        .optional()
        .describe(
          'What it is compared with: files, or a stored profile (.json); by default that of the data set',
        ),
      columns: z
        .array(column)
        .min(1)
        .optional()
        .describe(
          'Columns that are watched; by default all that the reference has, but for the id and the label',
        ),
      metrics: z
        .array(z.string().min(1))
        .default([])
        .describe(
          'Metrics of the rows whose label is known, watched too; needs "evaluate:" with its columns',
        ),
      margin: z
        .number()
        .gt(0)
        .lt(1)
        .default(0.05)
        .describe(
          'A difference up to this is harmless: the largest of the distribution functions, or of a share',
        ),
      'false-alarms': z
        .number()
        .gt(0)
        .lt(1)
        .default(0.1)
        .describe('Of all columns flagged, the share that may be wrong, over "patience" checks'),
      patience: z.int().positive().default(365).describe('Checks over which "false-alarms" is held'),
      'design-effect': z
        .number()
        .min(1)
        .default(1)
        .describe('By how much rows count for less than independent ones, because they come in clusters'),
    })
    .describe('A monitor: what is watched on a schedule'),
);

export type Monitor = z.output<typeof monitorSchema>;
