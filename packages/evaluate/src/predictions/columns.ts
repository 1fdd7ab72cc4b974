import { type Evaluate, type Task, UserError } from '@assay/contract';

/** One column, or one for each class (or each quantile) by its name. */
export type OneOrEach = string | Readonly<Record<string, string>>;

/** Which column of the predictions holds what. */
export interface PredictionColumns {
  id?: string | undefined;
  label: OneOrEach;
  score?: OneOrEach | undefined;
  prediction?: OneOrEach | undefined;
  weight?: string | undefined;
  group?: string | undefined;
  query?: string | undefined;
  scale?: string | undefined;
  /** SQL of numbers of a row that metrics of the user's own read, by names of ours. */
  numbers?: Readonly<Record<string, string>>;
  /** Columns of groups that metrics compare. */
  attributes?: readonly string[];
}

/** How a task's columns are written: each one column, or one for each of something. */
interface Shape {
  label: 'one' | 'each';
  score: 'one' | 'each' | 'none';
  prediction: 'one' | 'each' | 'none';
  each: string;
  /** Of which roles at least one is needed, beside the label. */
  needs: readonly ('score' | 'prediction')[];
}

const single = { label: 'one', score: 'one', prediction: 'one', each: '' } as const;

const shapes: Record<Task, Shape> = {
  binary: { ...single, needs: ['score', 'prediction'] },
  multiclass: { ...single, score: 'each', each: 'CLASS', needs: ['score', 'prediction'] },
  multilabel: {
    label: 'each',
    score: 'each',
    prediction: 'each',
    each: 'CLASS',
    needs: ['score', 'prediction'],
  },
  regression: { ...single, needs: ['prediction', 'score'] },
  quantile: { ...single, score: 'none', prediction: 'each', each: 'QUANTILE', needs: ['prediction'] },
  ranking: { ...single, prediction: 'none', needs: ['score'] },
  text: { ...single, needs: ['prediction', 'score'] },
};

/** What a role is called in messages. */
const words: Record<Task, string> = {
  binary: 'a score or a prediction',
  multiclass: 'a score or a prediction',
  multilabel: 'a score or a prediction of each class',
  regression: 'the predicted value',
  quantile: 'each predicted quantile',
  ranking: 'the score that orders the items',
  text: 'the generated text, or the score of a judge or test',
};

/** Checks that the columns suffice for the task, and are of its shape. @throws UserError `columns-missing`, `columns-invalid` */
export function columnsFor(task: Task, evaluate: Evaluate): PredictionColumns {
  const shape = shapes[task];
  const { id, label, score, prediction, weight, group, query, scale } = evaluate;
  if (label === undefined) throw missing('the label', `label: ${written(shape.label, shape.each)}`);
  const [first] = shape.needs;
  if (first !== undefined && shape.needs.every((role) => evaluate[role] === undefined))
    throw missing(words[task], `${first}: ${written(shape[first], shape.each)}`);
  if (task === 'ranking' && query === undefined)
    throw missing('the query that an item belongs to', 'query: COLUMN');
  for (const role of ['label', 'score', 'prediction'] as const) requireShape(task, role, evaluate[role]);
  requireDifferent({ label, score });
  return { id, label, score, prediction, weight, group, query, scale };
}

function requireShape(
  task: Task,
  role: 'label' | 'score' | 'prediction',
  given: OneOrEach | undefined,
): void {
  const { [role]: wanted, each } = shapes[task];
  if (given === undefined || wanted === (typeof given === 'object' ? 'each' : 'one')) return;
  const says = {
    one: `has one ${role}`,
    each: `has a ${role} for each ${each.toLowerCase()}`,
    none: `has no ${role}`,
  };
  throw new UserError('columns-invalid', `a ${task} task ${says[wanted]}`, {
    fix: wanted === 'none' ? `leave out "${role}"` : `write "${role}: ${written(wanted, each)}"`,
  });
}

/** A label that is its own score is told perfectly, and a score of two classes tells neither. */
function requireDifferent({ label, score }: { label: OneOrEach; score: OneOrEach | undefined }): void {
  const taken = new Map<string, string>();
  for (const [role, columns] of Object.entries({ label, score })) {
    const each = typeof columns === 'object' ? Object.entries(columns) : [['', columns ?? ''] as const];
    for (const [of, column] of each) {
      const name = of === '' ? `the ${role}` : `the ${role} of ${of}`;
      const other = taken.get(column);
      if (other !== undefined) {
        throw new UserError(
          'columns-invalid',
          `${other} and ${name} are one column, ${JSON.stringify(column)}`,
          { fix: 'name a column of its own for each' },
        );
      }
      taken.set(column, name);
    }
  }
}

function written(shape: 'one' | 'each' | 'none', each: string): string {
  return shape === 'each' ? `{${each}: COLUMN, …}` : 'COLUMN';
}

function missing(what: string, fix: string): UserError {
  return new UserError('columns-missing', `nothing says which column holds ${what}`, {
    fix: `add "${fix}" under "evaluate:", or give it as an input`,
  });
}
