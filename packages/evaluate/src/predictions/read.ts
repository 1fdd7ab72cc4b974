import type { SliceRequest, Task } from '@assay/contract';
import { didYouMean, UserError } from '@assay/contract';
import { type ColumnarResult, type Engine, quoteName, toCount } from '@assay/data';
import { binaryCode, className, classText } from './class-text.ts';
import { type CodedColumn, codedColumn, fewValues, frequentValues, placeIn } from './coded-column.ts';
import type { PredictionColumns } from './columns.ts';
import { idNumber } from './ids.ts';
import { predicate } from './predicate.ts';

/** Predictions as they came from the engine: one array a column, under names of our own. */
export interface RawPredictions {
  rows: number;
  columns: ColumnarResult['columns'];
  /** Of the roles that have a column for each class (or quantile), these in the order of the contract: `score_0` is of the first. */
  each: Partial<Record<Role, string[]>>;
  /** Of each column that slices are made of, by its name. */
  sliced: ReadonlyMap<string, CodedColumn>;
  /** Classes, by their role, where they are few: others are among the columns, as text. */
  classes: ReadonlyMap<string, CodedColumn>;
}

type Role = 'label' | 'score' | 'prediction';

/** What the values of a task's roles are: 0 and 1, classes, numbers, or texts as they stand. */
type Kind = 'truth' | 'class' | 'number' | 'text';

const kinds: Record<Task, Record<Role, Kind>> = {
  binary: { label: 'truth', score: 'number', prediction: 'truth' },
  multiclass: { label: 'class', score: 'number', prediction: 'class' },
  multilabel: { label: 'truth', score: 'number', prediction: 'truth' },
  regression: { label: 'number', score: 'number', prediction: 'number' },
  quantile: { label: 'number', score: 'number', prediction: 'number' },
  ranking: { label: 'number', score: 'number', prediction: 'number' },
  text: { label: 'text', score: 'number', prediction: 'text' },
};

const FLOATS: ReadonlySet<string> = new Set(['FLOAT', 'DOUBLE']);

/**
 * Reads the columns that an evaluation needs in one query: slices' columns as codes of their most frequent values and their
 * predicates as booleans, the classes of a binary task as 0 and 1 (or as text, where they are something else), other classes as codes too (or as text, where they are many).
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
  const [described, [counted]] = await Promise.all([
    engine.query(`SELECT column_name AS name, column_type AS type FROM (DESCRIBE SELECT * FROM ${relation})`),
    engine.query(`SELECT count(*) AS rows FROM ${relation}`),
  ]);
  const rows = toCount(counted?.['rows']);
  if (rows === 0)
    throw new UserError('no-rows', 'the predictions have no rows', {
      fix: 'write the predictions of the evaluation set before this step',
    });
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
  /** As {@link text}, with both zeros alike, as they are to a condition. */
  const value = (name: string, role: string) =>
    FLOATS.has(types.get(name) ?? '') ? `CAST(${column(name, role)} + 0 AS VARCHAR)` : text(name, role);
  const number = (name: string, role: string) => `TRY_CAST(${column(name, role)} AS DOUBLE)`;
  const optional = (name: string | undefined, role: string, read: typeof number) =>
    name === undefined ? undefined : read(name, role);
  const picked: Record<string, string | undefined> = {
    weight: optional(columns.weight, 'weight', number),
    group: optional(columns.group, 'group', text),
    query: optional(columns.query, 'query', text),
    scale: optional(columns.scale, 'scale', number),
  };
  const each: RawPredictions['each'] = {};
  const asText: Record<string, string> = {};
  if (columns.id !== undefined) {
    asText['id'] = text(columns.id, 'id');
    picked['id'] = idNumber(column(columns.id, 'id'), types.get(columns.id)) ?? asText['id'];
  }
  const pick = (name: string, source: string, kind: Kind, role: string) => {
    if (kind === 'text') picked[name] = `COALESCE(${text(source, role)}, '')`;
    else if (kind === 'number') picked[name] = number(source, role);
    else {
      const quoted = column(source, role);
      picked[name] = kind === 'class' ? classText(quoted) : binaryCode(quoted, types.get(source));
      if (kind === 'truth') asText[name] = classText(quoted);
    }
  };
  const classValues = new Map<string, readonly (string | null)[]>();
  for (const role of ['label', 'score', 'prediction'] as const) {
    const source = columns[role];
    const kind = kinds[wanted.task][role];
    if (typeof source === 'string') pick(role, source, kind, role);
    if (typeof source === 'string' && kind === 'class') {
      const values = await fewValues(engine, relation, text(source, role));
      if (values === undefined) continue;
      picked[role] = placeIn(text(source, role), values);
      classValues.set(
        role,
        values.map((value) => value && className(value)),
      );
    }
    if (typeof source !== 'object') continue;
    each[role] = Object.keys(source);
    Object.entries(source).forEach(([name, one], i) => {
      pick(`${role}_${i}`, one, kind, `${role} of ${name}`);
    });
  }
  for (const [name, sql] of Object.entries(columns.numbers ?? {}))
    picked[name] = `TRY_CAST((${sql}) AS DOUBLE)`;
  columns.attributes?.forEach((name, i) => {
    picked[`attribute_${i}`] = `COALESCE(${value(name, 'groups')}, '')`;
  });
  const sliceTexts = new Map<string, string>();
  for (const [i, slice] of slices.entries()) {
    if (typeof slice === 'object' && 'where' in slice) {
      picked[`slice_${i}`] = await predicate(engine, slice, relation, present);
      continue;
    }
    for (const name of [slice].flat()) sliceTexts.set(name, value(name, 'slice'));
  }
  const sliceValues = await frequentValues(engine, relation, [...sliceTexts.values()]);
  [...sliceTexts.values()].forEach((sql, i) => {
    picked[`slices_${i}`] = placeIn(sql, sliceValues[i] ?? []);
  });
  const selected = Object.entries(picked).flatMap(([name, sql]) =>
    sql === undefined ? [] : [`${sql} AS ${quoteName(name)}`],
  );
  const result = await engine.columns(`SELECT ${selected.join(', ')} FROM ${relation}`, [], rows);
  const found = { ...result.columns };
  // What is neither 0 nor 1 is read again, to be told; and names of rows that are no exact numbers.
  for (const [name, sql] of Object.entries(asText)) {
    const codes = found[name];
    if ((codes?.kind !== 'small' && codes?.kind !== 'number') || codes.nulls === null) continue;
    const texts = await engine.columns(`SELECT ${sql} AS text FROM ${relation}`, [], rows);
    found[name] = texts.columns['text'] ?? codes;
  }
  const sliced = [...sliceTexts.keys()].map(
    (name, i) => [name, codedColumn(sliceValues[i] ?? [], found[`slices_${i}`])] as const,
  );
  const classes = [...classValues].map(([role, values]) => [role, codedColumn(values, found[role])] as const);
  return { rows: result.rows, columns: found, each, sliced: new Map(sliced), classes: new Map(classes) };
}
