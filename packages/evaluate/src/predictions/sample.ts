import type { Task } from '@assay/contract';
import type { Samples } from '@assay/stats';
import { binaryCodes, classCodes, numbersOf, textsOf } from './labels.ts';
import type { RawPredictions } from './read.ts';

/** A sample with the task that it is of, so that the two are never mixed up. */
export type TaskSample = { [T in Task]: { task: T; sample: Samples[T] } }[Task];

/** Turns what was read into the arrays that metrics are computed from. @throws UserError as in labels.ts */
export function sampleOf(task: Task, raw: RawPredictions): TaskSample {
  const { columns } = raw;
  const weights = columns['weight'] === undefined ? undefined : numbersOf(columns['weight'], 'weight');
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
    case 'multiclass': {
      const classes = [...raw.scoreClasses];
      const texts = textsOf(columns['label'], 'label');
      const predicted = prediction === undefined ? undefined : textsOf(prediction, 'prediction');
      if (classes.length === 0) classes.push(...[...new Set([...texts, ...(predicted ?? [])])].sort());
      return {
        task,
        sample: {
          labels: classCodes(texts, classes),
          predictions: predicted === undefined ? undefined : classCodes(predicted, classes),
          scores:
            raw.scoreClasses.length === 0
              ? undefined
              : raw.scoreClasses.map((name, i) => numbersOf(columns[`score_${i}`], `score of class ${name}`)),
          classes,
          weights,
        },
      };
    }
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

/** Some rows of a sample, in the order given. */
export function pickRows(whole: TaskSample, rows: Int32Array): TaskSample {
  const floats = (values: Float64Array) => Float64Array.from(rows, (row) => values[row] ?? Number.NaN);
  const weights = whole.sample.weights && floats(whole.sample.weights);
  switch (whole.task) {
    case 'binary': {
      const { labels, scores, predictions } = whole.sample;
      const bits = (values: Uint8Array) => Uint8Array.from(rows, (row) => values[row] ?? 0);
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
      const codes = (values: Int32Array) => Int32Array.from(rows, (row) => values[row] ?? 0);
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
