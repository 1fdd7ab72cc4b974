import { z } from 'zod';
import { byName } from '../by-name.ts';
import { type Located, parseLocated } from '../located.ts';
import { nameSchema } from '../names.ts';
import { dataSetSchema } from './data.ts';
import { deploySchema } from './deploy.ts';
import { monitorSchema } from './drift.ts';
import { evaluateSchema } from './evaluate.ts';
import { gateSchema } from './gate.ts';
import { promoteSchema } from './promote.ts';
import { retrainSchema } from './retrain.ts';
import { trainSchema } from './train.ts';

/** `assay.yml`, version 1: what the data must look like, how the model is trained and judged. */
export const assayYmlSchema = z.lazy(() =>
  z
    .strictObject({
      assay: z.literal(1).describe('Version of this format'),
      model: nameSchema.describe('Name of the model'),
      data: byName(dataSetSchema, nameSchema).default({}),
      train: trainSchema.optional(),
      evaluate: evaluateSchema.optional(),
      gate: gateSchema.optional(),
      drift: byName(monitorSchema, nameSchema)
        .default({})
        .describe('What is watched, by name of the monitor'),
      retrain: retrainSchema.optional(),
      promote: promoteSchema.optional(),
      deploy: deploySchema.optional(),
    })
    .describe('The contract of a model: assay.yml'),
);

export type AssayYml = z.output<typeof assayYmlSchema>;

/**
 * Reads the text of an `assay.yml`, with defaults filled in.
 *
 * @throws UserError whose message names file, line and column, and whose fix quotes the line
 */
export function parseAssayYml(text: string, file: string): Located<AssayYml> {
  return parseLocated(text, file, assayYmlSchema, { key: 'assay', major: 1 });
}

export type { DataSet } from './data.ts';
export { type Deploy, deploySchema } from './deploy.ts';
export { type Monitor, monitorSchema } from './drift.ts';
export { durationMilliseconds } from './duration.ts';
export {
  type Evaluate,
  evaluateSchema,
  type MetricRequest,
  type SliceRequest,
  type Task,
  taskSchema,
  tasks,
} from './evaluate.ts';
export {
  type Budget,
  budgetSchema,
  gateSchema,
  type Policy,
  parsePolicy,
  type Rule,
  resourceMetrics,
  type Waiver,
} from './gate.ts';
export { type Promote, promoteSchema, stageSchema } from './promote.ts';
export { type Retrain, type RetrainChange, retrainSchema } from './retrain.ts';
export { type Train, trainSchema } from './train.ts';
