import { type Evaluate, evaluateSchema, UserError } from '@assay/contract';
import type { EvaluateInputs } from './evaluate-definition.ts';
import { needs } from './project.ts';

/**
 * What to evaluate: the inputs of the step over the contract's.
 *
 * @throws UserError `nothing-to-do`, `input-invalid`
 */
export function requestOf(given: EvaluateInputs, declared: Evaluate | undefined): Evaluate {
  const alone = given.predictions !== undefined || given['metrics-file'] !== undefined;
  if (!alone && declared === undefined)
    throw needs('file of predictions or metrics', 'predictions" or "metrics-file', 'evaluate');
  const named = Object.fromEntries(
    Object.entries({
      predictions: given.predictions,
      'metrics-file': given['metrics-file'],
      task: given.task,
      id: given.id,
      label: given.label,
      score: scoreOf(given.score, given.task ?? declared?.task),
      prediction: given.prediction,
      weight: given.weight,
      group: given.group,
      metrics: given.metrics,
      slices: given.slice?.map(sliceOf),
      confidence: given.confidence,
      replicates: given.replicates,
    }).filter(([, value]) => value !== undefined),
  );
  const base: Record<string, unknown> = { ...declared };
  if (given.predictions !== undefined) delete base['metrics-file'];
  if (given['metrics-file'] !== undefined) delete base['predictions'];
  const parsed = evaluateSchema.safeParse({ ...base, ...named });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const [place] = issue?.path ?? [];
  throw new UserError(
    'input-invalid',
    `${place === undefined ? '' : `input "${place === 'slices' ? 'slice' : String(place)}": `}${issue?.message}`,
    { fix: 'change this input; the README of the action lists what each takes' },
  );
}

/** One column, or CLASS=COLUMN a line: only several classes have several columns. */
function scoreOf(score: string[] | undefined, task: Evaluate['task']): Evaluate['score'] {
  const [only] = score ?? [];
  if (score === undefined || (score.length === 1 && task !== 'multiclass')) return only;
  return Object.fromEntries(
    score.map((entry) => {
      const equals = entry.indexOf('=');
      if (equals > 0) return [entry.slice(0, equals), entry.slice(equals + 1)];
      throw new UserError('input-invalid', `input "score": "${entry}" does not say of which class`, {
        fix: 'write CLASS=COLUMN, one a line, for a multiclass task; one column otherwise',
      });
    }),
  );
}

function sliceOf(entry: string): Evaluate['slices'][number] {
  const colon = entry.indexOf(': ');
  return colon === -1 ? entry : { name: entry.slice(0, colon), where: entry.slice(colon + 2) };
}
