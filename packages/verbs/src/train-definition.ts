import { z } from 'zod';
import { common, lines, number, text } from './inputs.ts';
import type { VerbDefinition } from './verb.ts';

const inputs = z.object({
  command: text.describe('The training command; without it, the one of the contract'),
  inputs: lines.describe('Files and globs that the result depends on, one a line'),
  params: text.describe('A YAML, JSON or TOML file of parameters'),
  outputs: lines.describe('Files and folders that make up the model, one a line'),
  'metrics-file': text.describe('Metrics that the command writes (JSON, YAML or TOML)'),
  seed: number.describe('Given to the command as ASSAY_SEED'),
  timeout: text.describe('The command is stopped after this time: 90s, 30m, 2h'),
  ...common,
});

export type TrainInputs = z.output<typeof inputs>;

export const trainDefinition = {
  name: 'train',
  description: 'Run the training command, and record what went in, how it went and what came out',
  inputs,
  outputs: {
    outcome: 'trained, failed or cut-off',
    seconds: 'Wall-clock time',
    'peak-memory-mb':
      'Largest memory of the command and its children, in MB of 1,000,000 bytes; empty where it cannot be measured',
    'model-digest': 'SHA-256 of the model',
    'model-paths': 'Files and folders of the model, one a line',
    record: 'Path of the run record',
  },
} satisfies VerbDefinition;
