import { undefinedFor } from '../reason.ts';
import { labelled, predictedAs, right, total } from './cells.ts';
import type { CellMetric } from './metric.ts';

const proportion = {
  direction: 'higher',
  range: [0, 1],
  unit: 'proportion',
  needs: 'threshold',
  interval: 'wilson',
  from: 'cells',
} as const;

/** Of the rows predicted to be of the class, the share that is. */
export const precision: CellMetric = {
  ...proportion,
  id: 'precision',
  value: (cells, of) => {
    const rows = predictedAs(cells, of);
    return rows > 0 ? { value: right(cells, of) / rows } : undefinedFor('no-predicted-positives');
  },
  proportion: (cells, of) => ({ successes: right(cells, of), n: predictedAs(cells, of) }),
};

/** Of the rows of the class, the share predicted so. */
export const recall: CellMetric = {
  ...proportion,
  id: 'recall',
  value: (cells, of) => {
    const rows = labelled(cells, of);
    return rows > 0 ? { value: right(cells, of) / rows } : undefinedFor('no-positives');
  },
  proportion: (cells, of) => ({ successes: right(cells, of), n: labelled(cells, of) }),
  pairedOver: (label, of) => label === of,
};

/** Harmonic mean of precision and recall: 2 tp / (2 tp + fp + fn). */
export const f1: CellMetric = {
  ...proportion,
  id: 'f1',
  value: (cells, of) => {
    const sum = labelled(cells, of) + predictedAs(cells, of);
    return sum > 0 ? { value: (2 * right(cells, of)) / sum } : undefinedFor('no-positives');
  },
  // F1 = 2J / (1 + J) rises with J = tp / (tp + fp + fn), a proportion: Wilson's bounds of J give those of F1.
  proportion: (cells, of) => {
    const successes = right(cells, of);
    return { successes, n: labelled(cells, of) + predictedAs(cells, of) - successes };
  },
  fromProportion: (share) => (2 * share) / (1 + share),
};

/**
 * Harmonic mean of precision and recall, of which recall counts `beta` times as much:
 * (1 + b2) tp / ((1 + b2) tp + b2 fn + fp) with b2 = beta squared. Van Rijsbergen (1979), Information Retrieval, chapter 7.
 */
export const fBeta: CellMetric = {
  ...proportion,
  id: 'f_beta',
  interval: 'bootstrap',
  takes: { name: 'beta', usual: 2 },
  value: (cells, of, { beta = 2 }) => {
    const sum = beta ** 2 * labelled(cells, of) + predictedAs(cells, of);
    return sum > 0 ? { value: ((1 + beta ** 2) * right(cells, of)) / sum } : undefinedFor('no-positives');
  },
};

/** Binary: the share of rows predicted 1, be they right or wrong. Which way is better, a metric cannot know. */
export const selectionRate: CellMetric = {
  ...proportion,
  id: 'selection_rate',
  direction: null,
  value: (cells, of) => {
    const rows = total(cells);
    return rows > 0 ? { value: predictedAs(cells, of) / rows } : undefinedFor('no-weight');
  },
  proportion: (cells, of) => ({ successes: predictedAs(cells, of), n: total(cells) }),
};

/** Binary: of the rows labelled 0, the share predicted 0. */
export const specificity: CellMetric = {
  ...proportion,
  id: 'specificity',
  value: (cells, of) => {
    const rows = total(cells) - labelled(cells, of);
    return rows > 0 ? { value: right(cells, 1 - of) / rows } : undefinedFor('no-negatives');
  },
  proportion: (cells, of) => ({ successes: right(cells, 1 - of), n: labelled(cells, 1 - of) }),
  pairedOver: (label, of) => label !== of,
};

/** The same metric of a named class of several: `recall:spam`. */
export function ofNamedClass(metric: CellMetric): CellMetric {
  // Where recall counts more, a change rests on the few rows of the class that are judged otherwise.
  const approximate = metric === fBeta && ({ approximate: 'changes' } as const);
  return { ...metric, argument: 'class', ...approximate };
}
