import { UserError } from '@assay/contract';
import type { Samples } from '@assay/stats';
import { type Classes, classCodes, classesOf, numbersOf } from './labels.ts';
import type { RawPredictions } from './read.ts';

/** A confusion matrix has the square of this many cells; more classes are a wrong column. */
const MOST_CLASSES = 1000;

/** Classes are those that have a score, in the contract's order; without scores those that occur, sorted. */
export function multiclassSample({ columns, each, classes: coded }: RawPredictions): Samples['multiclass'] {
  const labels = classesOf(coded.get('label'), columns['label'], 'label');
  const predictions =
    columns['prediction'] && classesOf(coded.get('prediction'), columns['prediction'], 'prediction');
  const named = [...new Set([...labels.values, ...(predictions?.values ?? [])])].sort();
  const scored = each.score;
  const classes = scored ?? named;
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
    labels: placesIn(classes, labels),
    predictions: predictions && placesIn(classes, predictions),
    scores: scored?.map((name, i) => numbersOf(columns[`score_${i}`], `score of class ${name}`)),
    classes,
  };
}

/** Of each row the place of its class in a list that holds them all. */
function placesIn(classes: readonly string[], { values, codes }: Classes): Int32Array {
  const placeOf = classCodes(values, classes);
  const places = new Int32Array(codes.length);
  for (let row = 0; row < codes.length; row++) places[row] = placeOf[codes[row] as number] as number;
  return places;
}
