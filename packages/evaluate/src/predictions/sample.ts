import { type Task, UserError } from '@assay/contract';
import type { ColumnValues } from '@assay/data';
import { ascendingOrder, type Room, type RowFacts, ranksOf, type Samples, takeRows } from '@assay/stats';
import type { PredictionColumns } from './columns.ts';
import { binaryCodes, classCodes, numbersOf, textsOf, weightsOf } from './labels.ts';
import { multiclassSample } from './multiclass-sample.ts';
import type { RawPredictions } from './read.ts';
import { multilabelSample, quantileSample } from './several-columns.ts';

/** A sample with the task that it is of, so that the two are never mixed up. */
export type TaskSample = { [T in Task]: { task: T; sample: Samples[T] } }[Task];

/** Turns what was read into the arrays that metrics are computed from. @throws UserError as in labels.ts */
export function sampleOf(task: Task, raw: RawPredictions, columns: PredictionColumns): TaskSample {
  const { score, prediction, label, query, scale } = raw.columns;
  const facts = factsOf(raw, columns);
  const inColumn = (role: 'label' | 'score' | 'prediction' | 'scale') =>
    typeof columns[role] === 'string' ? `${role} in the column ${JSON.stringify(columns[role])}` : role;
  switch (task) {
    case 'binary':
      return {
        task,
        sample: {
          labels: binaryCodes(label, inColumn('label')),
          scores: score && numbersOf(score, inColumn('score')),
          predictions: prediction && binaryCodes(prediction, inColumn('prediction')),
          ...facts,
        },
      };
    case 'multiclass':
      return { task, sample: { ...multiclassSample(raw), ...facts } };
    case 'multilabel':
      return { task, sample: { ...multilabelSample(raw), ...facts } };
    case 'regression':
      return {
        task,
        sample: {
          labels: numbersOf(label, inColumn('label')),
          predictions: numbersOf(prediction ?? score, inColumn(prediction ? 'prediction' : 'score')),
          scales: scale && numbersOf(scale, inColumn('scale')),
          ...facts,
        },
      };
    case 'quantile':
      return { task, sample: { ...quantileSample(raw), ...facts } };
    case 'ranking': {
      const queries = codesOf(query, 'query');
      requireOneWeight(queries, facts.weights);
      return {
        task,
        sample: {
          labels: numbersOf(label, inColumn('label')),
          scores: numbersOf(score, inColumn('score')),
          queries,
          ...facts,
        },
      };
    }
    case 'text': {
      const queries = query && codesOf(query, 'query');
      if (queries) requireOneWeight(queries, facts.weights);
      return {
        task,
        sample: {
          labels: textsOf(label, 'label'),
          predictions: prediction && textsOf(prediction, 'prediction'),
          scores: score && numbersOf(score, inColumn('score')),
          queries,
          ...facts,
        },
      };
    }
  }
}

/** What samples of all tasks have: weights, groups, and the numbers of the user's own metrics. */
function factsOf(raw: RawPredictions, columns: PredictionColumns): RowFacts {
  const { weight } = raw.columns;
  const numbers = Object.keys(columns.numbers ?? {}).flatMap((name) => {
    const column = raw.columns[name];
    return column?.kind === 'number' ? [[name, column.values] as const] : [];
  });
  const attributes = (columns.attributes ?? []).map(
    (name, i) => [name, codesOf(raw.columns[`attribute_${i}`], name)] as const,
  );
  return {
    weights: weight && weightsOf(weight),
    ...(numbers.length > 0 && { columns: Object.fromEntries(numbers) }),
    ...(attributes.length > 0 && { attributes: Object.fromEntries(attributes) }),
  };
}

function codesOf(column: ColumnValues | undefined, role: string): Int32Array {
  const texts = textsOf(column, role);
  return classCodes(texts, [...new Set(texts)]);
}

/** A query weighs as much as its rows do, so these have to agree. */
function requireOneWeight(queries: Int32Array, weights: Float64Array | undefined): void {
  if (weights === undefined) return;
  const weightOf = new Map<number, number>();
  for (const [row, query] of queries.entries()) {
    const weight = weights[row] ?? 0;
    if ((weightOf.get(query) ?? weight) !== weight) {
      throw new UserError(
        'weight-differs',
        `row ${row + 1} has another weight than other rows of its query`,
        {
          fix: 'give all rows of a query the same weight: that is how much the query counts',
        },
      );
    }
    weightOf.set(query, weight);
  }
}

/** Of fewer rows a part is sorted as soon. */
const MANY_ROWS = 20_000;

/**
 * The order of the scores of many rows of two classes: parts whose rows come in it need no sorting, and what is read of
 * their rows one after the other lies so in memory. `undefined`: that of the file.
 */
export function orderOfParts(whole: TaskSample): Int32Array | undefined {
  const scores = scoresToSort(whole);
  return scores && ascendingOrder(scores);
}

/** The ranks of the same scores, in memory that threads share: with them parts in another order are sorted at once. */
export function ranksOfParts(whole: TaskSample): Int32Array | undefined {
  const scores = scoresToSort(whole);
  if (scores === undefined) return undefined;
  return ranksOf(scores, new Int32Array(new SharedArrayBuffer(4 * scores.length)));
}

function scoresToSort({ task, sample }: TaskSample): Float64Array | undefined {
  if (task !== 'binary' || sample.labels.length <= MANY_ROWS) return undefined;
  return sample.scores;
}

/** Some rows of a sample, in the order given. @param room as `takeRows` has it */
export function pickRows(whole: TaskSample, rows: Int32Array, room?: Room): TaskSample {
  return { task: whole.task, sample: takeRows(whole.sample, rows, room) } as TaskSample;
}

/** The same of many rows, in memory that threads share: numbers that are columns of their own. */
export function pickShared(whole: TaskSample, rows: Int32Array): TaskSample {
  const room: Room = new Map();
  for (const [name, column] of Object.entries(whole.sample) as [string, unknown][]) {
    const shared = (bytes: number) => new SharedArrayBuffer(bytes * rows.length);
    if (column instanceof Float64Array) room.set(name, new Float64Array(shared(8)));
    if (column instanceof Int32Array) room.set(name, new Int32Array(shared(4)));
    if (column instanceof Uint8Array) room.set(name, new Uint8Array(shared(1)));
  }
  return pickRows(whole, rows, room);
}
