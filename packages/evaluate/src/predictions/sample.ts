import { type Task, UserError } from '@assay/contract';
import type { Samples } from '@assay/stats';
import { binaryCodes, classCodes, numbersOf, textsOf, weightsOf } from './labels.ts';
import type { RawPredictions } from './read.ts';

/** A sample with the task that it is of, so that the two are never mixed up. */
export type TaskSample = { [T in Task]: { task: T; sample: Samples[T] } }[Task];

/** Turns what was read into the arrays that metrics are computed from. @throws UserError as in labels.ts */
export function sampleOf(task: Task, raw: RawPredictions): TaskSample {
  const { columns } = raw;
  const weights = columns['weight'] && weightsOf(columns['weight']);
  const score = columns['score'];
  const prediction = columns['prediction'];
  switch (task) {
    case 'binary':
      return {
        task,
        sample: {
          labels: binaryCodes(columns['label'], 'label'),
          scores: score === undefined ? undefined : numbersOf(score, 'score'),
          predictions: prediction === undefined ? undefined : binaryCodes(prediction, 'prediction'),
          weights,
        },
      };
    case 'multiclass':
      return { task, sample: { ...multiclassSample(raw), weights } };
    case 'regression':
      return {
        task,
        sample: {
          labels: numbersOf(columns['label'], 'label'),
          predictions: numbersOf(prediction ?? score, 'prediction'),
          weights,
        },
      };
  }
}

/** A confusion matrix has the square of this many cells; more classes are a wrong column. */
const MOST_CLASSES = 1000;

/** Classes are those that have a score, in the contract's order; without scores those that occur, sorted. */
function multiclassSample({ columns, scoreClasses }: RawPredictions): Samples['multiclass'] {
  const labels = textsOf(columns['label'], 'label');
  const predictions = columns['prediction'] && textsOf(columns['prediction'], 'prediction');
  const named = [...new Set([...labels, ...(predictions ?? [])])].sort();
  const scored = scoreClasses.length > 0;
  const classes = scored ? [...scoreClasses] : named;
  const stranger = named.find((name) => !classes.includes(name));
  if (stranger !== undefined) {
    throw new UserError('class-without-score', `the class "${stranger.slice(0, 40)}" has no score column`, {
      fix: 'name a score column for every class that occurs: "score: {CLASS: COLUMN, …}"',
    });
  }
  if (classes.length > MOST_CLASSES) {
    throw new UserError(
      'too-many-classes',
      `the label has ${classes.length} classes, more than ${MOST_CLASSES}`,
      {
        fix: 'is this the column of the label? Numbers are "task: regression"',
      },
    );
  }
  return {
    labels: classCodes(labels, classes),
    predictions: predictions && classCodes(predictions, classes),
    scores: scored
      ? scoreClasses.map((name, i) => numbersOf(columns[`score_${i}`], `score of class ${name}`))
      : undefined,
    classes,
  };
}

/** Some rows of a sample, in the order given. */
export function pickRows(whole: TaskSample, rows: Int32Array): TaskSample {
  const picked = <Values extends Float64Array | Int32Array | Uint8Array>(values: Values, into: Values) => {
    for (let i = 0; i < rows.length; i++) into[i] = values[rows[i] as number] as number;
    return into;
  };
  const floats = (values: Float64Array) => picked(values, new Float64Array(rows.length));
  const weights = whole.sample.weights && floats(whole.sample.weights);
  switch (whole.task) {
    case 'binary': {
      const { labels, scores, predictions } = whole.sample;
      const bits = (values: Uint8Array) => picked(values, new Uint8Array(rows.length));
      return {
        task: 'binary',
        sample: {
          labels: bits(labels),
          scores: scores && floats(scores),
          predictions: predictions && bits(predictions),
          weights,
        },
      };
    }
    case 'multiclass': {
      const { labels, scores, predictions, classes } = whole.sample;
      const codes = (values: Int32Array) => picked(values, new Int32Array(rows.length));
      return {
        task: 'multiclass',
        sample: {
          labels: codes(labels),
          scores: scores?.map(floats),
          predictions: predictions && codes(predictions),
          classes,
          weights,
        },
      };
    }
    case 'regression': {
      const { labels, predictions } = whole.sample;
      return {
        task: 'regression',
        sample: { labels: floats(labels), predictions: floats(predictions), weights },
      };
    }
  }
}
