import type { SliceRequest, Task } from '@assay/contract';
import { didYouMean, UserError } from '@assay/contract';
import { type ColumnarResult, type Engine, quoteName } from '@assay/data';
import { classText } from './class-text.ts';
import type { PredictionColumns } from './columns.ts';
import { predicate } from './predicate.ts';

/** Predictions as they came from the engine: one array a column, under names of our own. */
export interface RawPredictions {
  rows: number;
  columns: ColumnarResult['columns'];
  /** Our name of the score column of each class, in the order of the contract. */
  scoreClasses: string[];
}

/**
 * Reads the columns that an evaluation needs in one query, slices' columns as text and their predicates as booleans.
 *
 * @param relation SQL of the source
 * @throws UserError `column-missing`, `no-rows`, and those of {@link predicate}
 */
export async function readPredictions(
  engine: Engine,
  relation: string,
  wanted: { task: Task; columns: PredictionColumns; slices: readonly SliceRequest[] },
): Promise<RawPredictions> {
  const { columns, slices } = wanted;
  const present = (
    await engine.query(`SELECT column_name AS name FROM (DESCRIBE SELECT * FROM ${relation})`)
  ).map((row) => String(row['name']));
  const column = (name: string, role: string) => {
    if (present.includes(name)) return quoteName(name);
    const near = didYouMean(name, present);
    throw new UserError('column-missing', `the predictions have no column "${name}" (${role})`, {
      fix: near === undefined ? `they have: ${present.slice(0, 30).join(', ')}` : `did you mean "${near}"?`,
    });
  };
  const text = (name: string, role: string) => `CAST(${column(name, role)} AS VARCHAR)`;
  const number = (name: string, role: string) => `TRY_CAST(${column(name, role)} AS DOUBLE)`;
  const truth = (name: string, role: string) =>
    wanted.task === 'regression' ? number(name, role) : classText(column(name, role));
  const scores = typeof columns.score === 'object' ? Object.entries(columns.score) : [];
  const picked: Record<string, string | undefined> = {
    id: columns.id === undefined ? undefined : text(columns.id, 'id'),
    label: truth(columns.label, 'label'),
    score: typeof columns.score === 'string' ? number(columns.score, 'score') : undefined,
    prediction: columns.prediction === undefined ? undefined : truth(columns.prediction, 'prediction'),
    weight: columns.weight === undefined ? undefined : number(columns.weight, 'weight'),
    group: columns.group === undefined ? undefined : text(columns.group, 'group'),
  };
  scores.forEach(([name, source], i) => {
    picked[`score_${i}`] = number(source, `score of class ${name}`);
  });
  for (const [i, slice] of slices.entries()) {
    picked[`slice_${i}`] =
      typeof slice === 'string' ? text(slice, 'slice') : await predicate(engine, slice, relation);
  }
  const selected = Object.entries(picked).flatMap(([name, sql]) =>
    sql === undefined ? [] : [`${sql} AS ${quoteName(name)}`],
  );
  const result = await engine.columns(`SELECT ${selected.join(', ')} FROM ${relation}`);
  if (result.rows === 0)
    throw new UserError('no-rows', 'the predictions have no rows', {
      fix: 'write the predictions of the evaluation set before this step',
    });
  return { rows: result.rows, columns: result.columns, scoreClasses: scores.map(([name]) => name) };
}
