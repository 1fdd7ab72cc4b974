import type { SliceRequest, Task } from '@assay/contract';
import { didYouMean, UserError } from '@assay/contract';
import { type ColumnarResult, type Engine, quoteName } from '@assay/data';
import { binaryCode, classText } from './class-text.ts';
import type { PredictionColumns } from './columns.ts';
import { predicate } from './predicate.ts';
import { frequentValues, placeIn } from './slice-values.ts';

/** Predictions as they came from the engine: one array a column, under names of our own. */
export interface RawPredictions {
  rows: number;
  columns: ColumnarResult['columns'];
  /** Our name of the score column of each class, in the order of the contract. */
  scoreClasses: string[];
  /** Of each slice that is a column, its values, by whose places the rows are coded; `null` is one, too. */
  sliceValues: (readonly (string | null)[] | undefined)[];
}

/**
 * Reads the columns that an evaluation needs in one query: slices' columns as codes of their most frequent values and their
 * predicates as booleans, the classes of a binary task as 0 and 1 (or as text, where they are something else), other classes as text.
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
  const described = await engine.query(
    `SELECT column_name AS name, column_type AS type FROM (DESCRIBE SELECT * FROM ${relation})`,
  );
  const types = new Map(described.map((row) => [String(row['name']), String(row['type'])]));
  const present = [...types.keys()];
  const column = (name: string, role: string) => {
    if (present.includes(name)) return quoteName(name);
    const near = didYouMean(name, present);
    throw new UserError('column-missing', `the predictions have no column "${name}" (${role})`, {
      fix: near === undefined ? `they have: ${present.slice(0, 30).join(', ')}` : `did you mean "${near}"?`,
    });
  };
  const text = (name: string, role: string) => `CAST(${column(name, role)} AS VARCHAR)`;
  const number = (name: string, role: string) => `TRY_CAST(${column(name, role)} AS DOUBLE)`;
  const truth = (name: string, role: string, as: 'code' | 'text') => {
    if (wanted.task === 'regression') return number(name, role);
    const quoted = column(name, role);
    return wanted.task === 'binary' && as === 'code'
      ? binaryCode(quoted, types.get(name))
      : classText(quoted);
  };
  const scores = typeof columns.score === 'object' ? Object.entries(columns.score) : [];
  const picked: Record<string, string | undefined> = {
    id: columns.id === undefined ? undefined : text(columns.id, 'id'),
    label: truth(columns.label, 'label', 'code'),
    score: typeof columns.score === 'string' ? number(columns.score, 'score') : undefined,
    prediction:
      columns.prediction === undefined ? undefined : truth(columns.prediction, 'prediction', 'code'),
    weight: columns.weight === undefined ? undefined : number(columns.weight, 'weight'),
    group: columns.group === undefined ? undefined : text(columns.group, 'group'),
  };
  scores.forEach(([name, source], i) => {
    picked[`score_${i}`] = number(source, `score of class ${name}`);
  });
  const sliceValues: RawPredictions['sliceValues'] = [];
  for (const [i, slice] of slices.entries()) {
    if (typeof slice === 'string') {
      const values = await frequentValues(engine, relation, text(slice, 'slice'));
      sliceValues[i] = values;
      picked[`slice_${i}`] = placeIn(text(slice, 'slice'), values);
    } else picked[`slice_${i}`] = await predicate(engine, slice, relation);
  }
  const selected = Object.entries(picked).flatMap(([name, sql]) =>
    sql === undefined ? [] : [`${sql} AS ${quoteName(name)}`],
  );
  const result = await engine.columns(`SELECT ${selected.join(', ')} FROM ${relation}`);
  if (result.rows === 0)
    throw new UserError('no-rows', 'the predictions have no rows', {
      fix: 'write the predictions of the evaluation set before this step',
    });
  const found = { ...result.columns };
  // What is neither 0 nor 1 is read again, to be told.
  for (const role of ['label', 'prediction'] as const) {
    const [codes, source] = [found[role], columns[role]];
    if (wanted.task !== 'binary' || source === undefined || codes?.kind !== 'number' || codes.nulls === null)
      continue;
    const texts = await engine.columns(`SELECT ${truth(source, role, 'text')} AS text FROM ${relation}`);
    found[role] = texts.columns['text'] ?? codes;
  }
  return { rows: result.rows, columns: found, scoreClasses: scores.map(([name]) => name), sliceValues };
}
