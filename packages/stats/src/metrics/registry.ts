import type { Task } from '../sample.ts';
import { accuracy, balancedAccuracy, cohenKappa, mcc } from './agreement.ts';
import { macro, micro, weighted } from './averages.ts';
import { explainedVariance, r2 } from './explained.ts';
import type { Metric } from './metric.ts';
import { multiclassLogLoss, rocAucOvrMacro, topKAccuracy } from './multiclass-scores.ts';
import { f1, ofNamedClass, precision, recall, specificity } from './one-class.ts';
import { brier, ece, logLoss } from './probability.ts';
import { averagePrecision, ks, rocAuc } from './ranking.ts';
import { maxError, medianAe } from './regression-errors.ts';
import { mae, mape, mse, rmse, rmsle, smape } from './regression-means.ts';

/** Every metric of each task, in the order of reports. A new metric is its file and its line here. */
export const registry: { readonly [T in Task]: readonly Metric<T>[] } = {
  binary: [
    accuracy,
    balancedAccuracy,
    precision,
    recall,
    f1,
    specificity,
    mcc,
    cohenKappa,
    rocAuc,
    averagePrecision,
    logLoss,
    brier,
    ece,
    ks,
  ],
  multiclass: [
    accuracy,
    balancedAccuracy,
    ...[precision, recall, f1].flatMap((metric) => [
      macro(metric),
      weighted(metric),
      micro(metric),
      ofNamedClass(metric),
    ]),
    mcc,
    cohenKappa,
    multiclassLogLoss,
    rocAucOvrMacro,
    topKAccuracy,
  ],
  regression: [mae, mse, rmse, rmsle, mape, smape, r2, medianAe, maxError, explainedVariance],
};
