import type { Task } from '../sample.ts';
import { accuracy, balancedAccuracy, cohenKappa, mcc } from './agreement.ts';
import { macro, micro, weighted } from './averages.ts';
import { rankings } from './by-query.ts';
import { calibrationErrors } from './calibration-error.ts';
import { explainedVariance, r2 } from './explained.ts';
import { fairness } from './fairness.ts';
import { errorQuantile, mase, pinball, wape } from './forecast-errors.ts';
import { ks } from './largest-distance.ts';
import type { Metric } from './metric.ts';
import { multiclassAreas } from './multiclass-areas.ts';
import { multiclassBrier, multiclassLogLoss, topKAccuracy } from './multiclass-scores.ts';
import { multilabelAverages } from './multilabel-averages.ts';
import { multilabelRows } from './multilabel-rows.ts';
import { multilabelScores } from './multilabel-scores.ts';
import { f1, fBeta, ofNamedClass, precision, recall, selectionRate, specificity } from './one-class.ts';
import { brier, logLoss } from './probability.ts';
import { quantileForecasts } from './quantile-forecasts.ts';
import { averagePrecision, rocAuc } from './ranking.ts';
import { maxError, medianAe } from './regression-errors.ts';
import { mae, mape, mse, rmse, rmsle, smape } from './regression-means.ts';
import { texts } from './texts.ts';

/** Every metric of each task, in the order of reports. A new metric is its file and its line here. */
export const registry: { readonly [T in Task]: readonly Metric<T>[] } = {
  binary: [
    accuracy,
    balancedAccuracy,
    precision,
    recall,
    f1,
    fBeta,
    specificity,
    selectionRate,
    mcc,
    cohenKappa,
    rocAuc,
    averagePrecision,
    logLoss,
    brier,
    ...calibrationErrors.binary,
    ks,
    ...fairness,
  ],
  multiclass: [
    accuracy,
    balancedAccuracy,
    ...[precision, recall, f1, fBeta].flatMap((metric) => [
      macro(metric),
      weighted(metric),
      micro(metric),
      ofNamedClass(metric),
    ]),
    mcc,
    cohenKappa,
    multiclassLogLoss,
    multiclassBrier,
    ...multiclassAreas,
    ...calibrationErrors.multiclass,
    topKAccuracy,
  ],
  multilabel: [...multilabelAverages, ...multilabelRows, ...multilabelScores],
  regression: [
    mae,
    mse,
    rmse,
    rmsle,
    mape,
    smape,
    wape,
    mase,
    r2,
    medianAe,
    errorQuantile,
    maxError,
    explainedVariance,
    pinball,
  ],
  quantile: quantileForecasts,
  ranking: rankings,
  text: texts,
};
