import type { Part } from '../measure.ts';
import { type Ids, rowsAmong } from '../predictions/ids.ts';
import { pickRows, type TaskSample } from '../predictions/sample.ts';

/** Predictions whose rows have names. */
export interface NamedSample {
  ids: Ids;
  sample: TaskSample;
}

/**
 * The base's sample with its rows in the candidate's order and its classes coded as the candidate's, followed by those
 * that only the base predicted; `undefined` when a row of the candidate is not among the base's.
 */
export function align(base: NamedSample, candidate: NamedSample): TaskSample | undefined {
  if (areAlike(base.ids, candidate.ids)) return recoded(base.sample, candidate.sample);
  const rows = rowsAmong(candidate.ids, base.ids);
  return rows.includes(-1) ? undefined : recoded(pickRows(base.sample, rows), candidate.sample);
}

/** Whether these are the same names in the same order, as files of one set mostly have them. */
function areAlike(one: Ids, other: Ids): boolean {
  if (one.length !== other.length) return false;
  for (let row = 0; row < one.length; row++) if (one[row] !== other[row]) return false;
  return true;
}

/** A part over the list of classes of an aligned sample, which begins with its own. */
export function overClassesOf(aligned: TaskSample, part: Part): Part {
  const whole = sampleOverClassesOf(aligned, part.whole);
  return whole === part.whole ? part : { ...part, whole };
}

/** The same of a sample. */
export function sampleOverClassesOf(aligned: TaskSample, whole: TaskSample): TaskSample {
  if (whole.task !== 'multiclass' || aligned.task !== 'multiclass') return whole;
  const { classes } = aligned.sample;
  if (classes.length === whole.sample.classes.length) return whole;
  return { task: 'multiclass', sample: { ...whole.sample, classes } };
}

function recoded(base: TaskSample, candidate: TaskSample): TaskSample {
  if (base.task !== 'multiclass' || candidate.task !== 'multiclass') return base;
  const classes = [...new Set([...candidate.sample.classes, ...base.sample.classes])];
  const codes = base.sample.classes.map((name) => classes.indexOf(name));
  const recode = (values: Int32Array) => values.map((value) => codes[value] ?? -1);
  const { labels, predictions } = base.sample;
  // Scores stay in their order: where there are any, they name the classes, and were read by the candidate's names.
  return {
    task: 'multiclass',
    sample: {
      ...base.sample,
      labels: recode(labels),
      predictions: predictions && recode(predictions),
      classes,
    },
  };
}
