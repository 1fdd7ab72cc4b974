import { trainingSchema, trainSchema } from '@assay/contract';
import { type TrainDeps, type TrainRequest, type TrainResult, train } from '../train.ts';

/** Trains with the contract's defaults, and holds the result against the record's schema. */
export async function trainIn(
  root: string,
  section: Partial<TrainRequest> & { command: string },
  deps: Partial<TrainDeps> = {},
): Promise<TrainResult> {
  const result = await train(
    { ...trainSchema.parse(section), root },
    { clock: () => new Date(0), environment: process.env, output: () => {}, ...deps },
  );
  trainingSchema.parse(result.training);
  return result;
}
