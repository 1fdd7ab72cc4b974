import { UserError } from '@assay/contract';
import type { Samples } from '@assay/stats';
import { binaryCodes, numbersOf } from './labels.ts';
import type { RawPredictions } from './read.ts';

/** Labels, scores and predictions of each class; classes are those of the labels. @throws UserError `class-without-column` */
export function multilabelSample({ columns, each }: RawPredictions): Samples['multilabel'] {
  const classes = each.label ?? [];
  const ofEach = <C>(
    role: 'score' | 'prediction',
    read: (place: number, name: string) => C,
  ): C[] | undefined =>
    each[role] && classes.map((name) => read(placeOf(each[role] ?? [], name, role), name));
  return {
    classes,
    labels: classes.map((name, i) => binaryCodes(columns[`label_${i}`], `label of class ${name}`)),
    scores: ofEach('score', (i, name) => numbersOf(columns[`score_${i}`], `score of class ${name}`)),
    predictions: ofEach('prediction', (i, name) =>
      binaryCodes(columns[`prediction_${i}`], `prediction of class ${name}`),
    ),
  };
}

/** Forecasts of quantiles, by rising level. @throws UserError `columns-invalid` */
export function quantileSample({ columns, each }: RawPredictions): Samples['quantile'] {
  const forecasts = (each.prediction ?? [])
    .map((name, i) => ({ name, level: Number(name), column: `prediction_${i}` }))
    .sort((a, b) => a.level - b.level);
  const wrong = forecasts.find(({ level }) => !(level > 0 && level < 1));
  if (wrong !== undefined) {
    throw new UserError('columns-invalid', `"${wrong.name}" is no quantile between 0 and 1`, {
      fix: 'name the column of each quantile: "prediction: {0.05: COLUMN, 0.5: COLUMN, 0.95: COLUMN}"',
    });
  }
  return {
    labels: numbersOf(columns['label'], 'label'),
    levels: forecasts.map(({ level }) => level),
    predictions: forecasts.map(({ name, column }) =>
      numbersOf(columns[column], `forecast of quantile ${name}`),
    ),
  };
}

function placeOf(names: readonly string[], wanted: string, role: string): number {
  const place = names.indexOf(wanted);
  if (place !== -1) return place;
  throw new UserError('class-without-column', `the class "${wanted.slice(0, 40)}" has no ${role} column`, {
    fix: `name a ${role} column for every class that has a label column: "${role}: {CLASS: COLUMN, …}"`,
  });
}
