import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type AssayYml, type Located, type RunRecord, UserError } from '@assay/contract';
import type { Context } from './context.ts';
import { evaluate } from './evaluate.ts';
import { evaluateDefinition } from './evaluate-definition.ts';
import { addVerdict, requireRecord } from './gate.ts';
import { inRoot } from './project.ts';
import { train } from './train.ts';
import { trainDefinition } from './train-definition.ts';

/** Everything of a retraining lies here, apart from the record of the job's own run. */
export const RETRAINING_FOLDER = '.assay/retraining';
const RECORD = `${RETRAINING_FOLDER}/run.json`;

/**
 * Trains the challenger on the changed work tree as the contract says, evaluates it against the record of the commit that
 * is changed, and asks the gate. Nobody is held to that verdict: the pull request is judged again.
 *
 * @throws UserError `training-failed`, and those of `train` and `evaluate`
 */
export async function trainChallenger(
  context: Context,
  project: Located<AssayYml>,
  given: { config: string; duckdbLibrary: string | undefined },
): Promise<RunRecord> {
  await rm(dirname(inRoot(context, RECORD)), { recursive: true, force: true });
  // Compared with what it is to replace, whatever started the run.
  const asked = { ...context, trigger: { ...context.trigger, base: context.trigger.commit } };
  const inputs = { config: given.config, record: RECORD, 'duckdb-library': given.duckdbLibrary ?? '' };
  const trained = await train(trainDefinition.inputs.parse(inputs), asked);
  if (trained.exit !== 0) {
    throw new UserError('training-failed', `no pull request was opened: ${trained.message}`, {
      fix: 'see its output above; the changes under "retrain.changes" may not be what the training needs',
    });
  }
  if (project.value.evaluate !== undefined) await evaluate(evaluateDefinition.inputs.parse(inputs), asked);
  const record = await requireRecord(asked, RECORD);
  const { gate } = project.value;
  return gate === undefined || record.evaluation === undefined
    ? record
    : addVerdict(asked, RECORD, record, gate, { file: given.config, config: given.config });
}
