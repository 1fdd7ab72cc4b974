import { tasks } from '@assay/contract';
import { z } from 'zod';
import { choice, common, duckdbLibrary, flag, lines, list, number, share, text } from './inputs.ts';
import type { VerbDefinition } from './verb.ts';

const inputs = z.object({
  reference: lines.describe(
    'What is compared with: files or globs, one a line, or one stored profile (.json); without it, that of the contract',
  ),
  current: lines.describe('What is compared: files or globs, one a line; {{ date }} stands for the day'),
  method: list.describe(
    'Drift methods, as psi@evidently or js@nannyml; without it, tests of each column at the margin, corrected for their number',
  ),
  columns: list.describe(
    'Columns to compare; without it, all of the reference but id, label, dates and times. Where no contract names the id, columns of which no two rows are alike are taken for it',
  ),
  'chunk-size': number.describe('Compare the current data in chunks of so many rows'),
  'chunk-by': text.describe('Compare the current data in chunks, one for each value of this column'),
  monitor: text.describe(
    'A monitor of the contract, which remembers earlier batches; the only one is the default',
  ),
  date: text.describe(
    'The day that {{ date }} stands for, as 2026-01-31; today (UTC) by default. For a monitor also a range, as 2026-01-01..2026-01-31',
  ),
  margin: share.describe('A difference up to this is harmless, a share: more than 0 and less than 1; 0.05'),
  q: share.describe(
    'Of the columns found to drift, the share that may be wrong; 0.05. Without a monitor only',
  ),
  task: choice(...tasks).describe('binary, multiclass or regression; for metrics'),
  label: text.describe('Column of the truth, where it is known; never compared itself'),
  score: text.describe('Column of the score of the positive class'),
  prediction: text.describe('Column of the predicted class or value'),
  metrics: list.describe('Metrics of the rows whose label is known, compared too'),
  'save-profile': text.describe(
    'File (.json) for a profile of the reference, which can then stand for its data; without "current" nothing else is done',
  ),
  'fail-on-drift': flag(false).describe(
    'Whether drift fails the step; it does not, so that later steps can act on it',
  ),
  'dry-run': flag(false).describe('Check, and let the monitor forget it'),
  ...common,
  ...duckdbLibrary,
});

export type CheckDriftInputs = z.output<typeof inputs>;

export const checkDriftDefinition = {
  name: 'check-drift',
  description:
    'Compare current data, predictions or metrics with the reference: once, or on a schedule with bounded false alarms',
  inputs,
  outputs: {
    outcome: 'none, drift, or insufficient data',
    columns: 'Names of the columns and metrics that drift, with commas between',
    since: 'The batch that raised the alarm which stands; empty without a monitor, or without an alarm',
    report: 'Path of the report, which open-retraining-pr reads; empty where only a profile was written',
  },
} satisfies VerbDefinition;
