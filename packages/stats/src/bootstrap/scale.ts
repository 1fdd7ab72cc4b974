/** A rising function of a metric, and the way back: on its scale the estimates of few rows are less skewed. */
export interface Scale {
  of(value: number): number;
  back(scaled: number): number;
}

/** The scales that a metric may name. What has no finite number on one (an area of 1) has no place on it. */
export const scales: Readonly<Record<'own' | 'logit' | 'log', Scale>> = {
  own: { of: (value) => value, back: (scaled) => scaled },
  logit: { of: (value) => Math.log(value / (1 - value)), back: (scaled) => 1 / (1 + Math.exp(-scaled)) },
  log: { of: Math.log, back: Math.exp },
};
