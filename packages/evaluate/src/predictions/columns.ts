import { type Evaluate, type Task, UserError } from '@assay/contract';

/** Which column of the predictions holds what. */
export interface PredictionColumns {
  id?: string | undefined;
  label: string;
  /** One score, or a score for each class. */
  score?: string | Record<string, string> | undefined;
  prediction?: string | undefined;
  weight?: string | undefined;
  group?: string | undefined;
}

/** Checks that the columns suffice for the task. @throws UserError `columns-missing` */
export function columnsFor(task: Task, evaluate: Evaluate): PredictionColumns {
  const { id, label, score, prediction, weight, group } = evaluate;
  if (label === undefined) throw missing('the label', 'label: COLUMN');
  if (task === 'regression' && prediction === undefined && typeof score !== 'string')
    throw missing('the predicted value', 'prediction: COLUMN');
  if (task !== 'regression' && prediction === undefined && score === undefined)
    throw missing('a score or a prediction', 'score: COLUMN');
  if (task === 'binary' && typeof score === 'object') {
    throw new UserError('columns-invalid', 'a binary task has one score', {
      fix: 'name the column of the positive class: "score: COLUMN"',
    });
  }
  if (task === 'multiclass' && typeof score === 'string') {
    throw new UserError('columns-invalid', 'a multiclass task has a score for each class', {
      fix: 'write "score: {CLASS: COLUMN, …}"',
    });
  }
  return { id, label, score, prediction, weight, group };
}

function missing(what: string, fix: string): UserError {
  return new UserError('columns-missing', `nothing says which column holds ${what}`, {
    fix: `add "${fix}" under "evaluate:", or give it as an input`,
  });
}
