import { type Evaluate, evaluateSchema, type SliceRequest, UserError } from '@assay/contract';
import type { EvaluateInputs } from './evaluate-definition.ts';
import { inputInvalid } from './input-invalid.ts';
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
  const task = given.task ?? declared?.task;
  const named = Object.fromEntries(
    Object.entries({
      predictions: given.predictions,
      'metrics-file': given['metrics-file'],
      format: given.format,
      task: given.task,
      id: given.id,
      label: columnsOf('label', given.label, task),
      score: columnsOf('score', given.score, task),
      prediction: columnsOf('prediction', given.prediction, task),
      query: given.query,
      scale: given.scale,
      weight: given.weight,
      group: given.group,
      threshold: given.threshold === undefined ? undefined : thresholdOf(given.threshold),
      training: given.training,
      behaviour: given.behaviour,
      metrics: given.metrics,
      slices: given.slice?.map(sliceOf),
      // Not asked for here, it may be in the contract.
      'search-slices': given['search-slices'] || undefined,
      confidence: given.confidence,
      replicates: given.replicates,
    }).filter(([, value]) => value !== undefined),
  );
  const base: Record<string, unknown> = { ...declared };
  if (given.predictions !== undefined) delete base['metrics-file'];
  if (given['metrics-file'] !== undefined) delete base['predictions'];
  const parsed = evaluateSchema.safeParse({ ...base, ...named }, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw inputInvalid(parsed.error);
}

/** Of which tasks a role has a column for each class or quantile. */
const several: Record<'label' | 'score' | 'prediction', readonly (string | undefined)[]> = {
  label: ['multilabel'],
  score: ['multiclass', 'multilabel'],
  prediction: ['multilabel', 'quantile'],
};

/** One column, or CLASS=COLUMN a line: where a task has several, one too says of which class it is. */
function columnsOf(
  role: keyof typeof several,
  given: string[] | undefined,
  task: Evaluate['task'],
): Evaluate['label'] {
  const [only] = given ?? [];
  if (given === undefined || (given.length === 1 && !several[role].includes(task))) return only;
  return Object.fromEntries(
    given.map((entry) => {
      const equals = entry.indexOf('=');
      if (equals > 0) return [entry.slice(0, equals), entry.slice(equals + 1)];
      throw new UserError('input-invalid', `input "${role}": "${entry}" does not say of which class`, {
        fix: 'write CLASS=COLUMN, one a line, for a task of several classes; one column otherwise',
      });
    }),
  );
}

/** A number, or METRIC on FILE. */
function thresholdOf(text: string): Evaluate['threshold'] {
  const [, maximize, on] = /^(\S+) on (.+)$/.exec(text) ?? [];
  if (maximize !== undefined && on !== undefined) return { maximize, on };
  const number = Number(text);
  if (text.trim() !== '' && number >= 0 && number <= 1) return number;
  throw new UserError('input-invalid', `input "threshold": "${text}" is no threshold`, {
    fix: 'write a number from 0 to 1, or "f1 on validation.csv": the best on predictions of another set',
  });
}

/** A column, two with a comma between, or NAME: SQL PREDICATE. */
function sliceOf(entry: string): SliceRequest {
  const colon = entry.indexOf(': ');
  if (colon !== -1) return { name: entry.slice(0, colon), where: entry.slice(colon + 2) };
  const [one = '', other, ...more] = entry.split(',').map((name) => name.trim());
  if (other === undefined) return entry;
  if (more.length === 0 && one !== '' && other !== '') return [one, other];
  throw new UserError('input-invalid', `input "slice": "${entry}" is neither a column nor two`, {
    fix: 'write "sex", "sex, race" or "NAME: SQL PREDICATE", one a line; a column whose name has a comma is named in assay.yml',
  });
}
