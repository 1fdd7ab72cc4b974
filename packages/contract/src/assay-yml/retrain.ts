import { z } from 'zod';
import { durationSchema } from './duration.ts';

const file = z.string().min(1);
const template = z.string().describe('"{{ date }}" stands for the day of the batch that drifted');

/** What a retraining changes in the repository: one file each. */
const changeSchema = z.lazy(() =>
  z.union([
    z.strictObject({
      file: file.describe('A YAML file, such as params.yaml; its comments and order stay'),
      key: z.string().min(1).describe('Dotted key in it: data.until'),
      value: z.union([template, z.number(), z.boolean()]),
    }),
    z.strictObject({
      path: file.describe('A file of training data that is in git'),
      append: template.describe(
        'File or glob whose rows are put at its end; CSV, TSV or JSONL with the same columns',
      ),
    }),
    z.strictObject({
      path: file.describe('A file that is in git'),
      replace: template.describe('File that takes its place'),
    }),
    z.strictObject({
      dvc: file.describe(
        'A .dvc file: it is made to name the data as they are now, and `dvc push` is left to you',
      ),
    }),
  ]),
);

export const retrainSchema = z.lazy(() =>
  z
    .strictObject({
      when: z.enum(['drift', 'always']).default('drift').describe('always: at each check, as on a calendar'),
      'cool-down': durationSchema
        .default('7d')
        .describe('After a retraining pull request was closed or merged, none is opened for this long'),
      changes: z.array(changeSchema).min(1).describe('What is changed, so that a training sees the new data'),
      branch: z
        .string()
        .min(1)
        .optional()
        .describe(
          'Branch of the pull request; assay/retrain-MODEL by default, with + for each / of the model',
        ),
      labels: z.array(z.string().min(1)).default([]),
    })
    .describe('How the model is trained again'),
);

export type Retrain = z.output<typeof retrainSchema>;
export type RetrainChange = Retrain['changes'][number];
