import { undefinedFor, type Value } from '../reason.ts';
import { type Cells, labelled, predictedAs, right, total } from './cells.ts';
import type { CellMetric } from './metric.ts';

/** Share of rows predicted right. */
export const accuracy: CellMetric = {
  id: 'accuracy',
  direction: 'higher',
  range: [0, 1],
  unit: 'proportion',
  needs: 'threshold',
  interval: 'wilson',
  from: 'cells',
  value: (cells) => {
    const rows = total(cells);
    return rows > 0 ? { value: allRight(cells) / rows } : undefinedFor('no-weight');
  },
  proportion: (cells) => ({ successes: allRight(cells), n: total(cells) }),
  pairedOver: () => true,
};

/** Mean recall over the classes that labels have. */
export const balancedAccuracy: CellMetric = {
  id: 'balanced_accuracy',
  direction: 'higher',
  range: [0, 1],
  unit: 'proportion',
  needs: 'threshold',
  interval: 'bootstrap',
  from: 'cells',
  value: (cells) => {
    let sum = 0;
    let present = 0;
    for (let label = 0; label < cells.classes; label++) {
      const rows = labelled(cells, label);
      if (rows === 0) continue;
      sum += right(cells, label) / rows;
      present++;
    }
    return present > 1 ? { value: sum / present } : undefinedFor(present === 1 ? 'one-class' : 'no-weight');
  },
};

/** Matthews' correlation, for any number of classes: Gorodkin (2004), Computational Biology and Chemistry 28, 367-374. */
export const mcc: CellMetric = {
  id: 'mcc',
  direction: 'higher',
  range: [-1, 1],
  unit: 'coefficient',
  needs: 'threshold',
  interval: 'bootstrap',
  from: 'cells',
  value: (cells) => {
    const { rows, labels, predictions, both } = margins(cells);
    if (rows === 0) return undefinedFor('no-weight');
    const spreadOfLabels = rows * rows - labels;
    const spreadOfPredictions = rows * rows - predictions;
    if (!(spreadOfLabels > 0)) return undefinedFor('constant-labels');
    if (!(spreadOfPredictions > 0)) return undefinedFor('constant-predictions');
    return { value: (allRight(cells) * rows - both) / Math.sqrt(spreadOfLabels * spreadOfPredictions) };
  },
};

/** Cohen's kappa, unweighted: Cohen (1960), Educational and Psychological Measurement 20, 37-46. */
export const cohenKappa: CellMetric = {
  id: 'cohen_kappa',
  direction: 'higher',
  range: [-1, 1],
  unit: 'coefficient',
  needs: 'threshold',
  interval: 'bootstrap',
  from: 'cells',
  value: (cells): Value => {
    const { rows, both } = margins(cells);
    if (rows === 0) return undefinedFor('no-weight');
    const byChance = rows * rows - both;
    if (!(byChance > 0)) return undefinedFor('constant-labels');
    return { value: (allRight(cells) * rows - both) / byChance };
  },
};

function allRight(cells: Cells): number {
  let sum = 0;
  for (let label = 0; label < cells.classes; label++) sum += right(cells, label);
  return sum;
}

/** Sums over classes of the squared margins and of their products. */
function margins(cells: Cells): { rows: number; labels: number; predictions: number; both: number } {
  const sums = { rows: total(cells), labels: 0, predictions: 0, both: 0 };
  for (let code = 0; code < cells.classes; code++) {
    const asLabel = labelled(cells, code);
    const asPrediction = predictedAs(cells, code);
    sums.labels += asLabel * asLabel;
    sums.predictions += asPrediction * asPrediction;
    sums.both += asLabel * asPrediction;
  }
  return sums;
}
