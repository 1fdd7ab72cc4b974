/** How many labelled rows one rule asks for, on all rows or on one slice. */
export interface PlannedRule {
  rule: string;
  metric: string;
  slice: string | null;
  /** Rows that the bound of ease.ml/ci asks for; `null` where it says nothing of this metric. */
  bound: number | null;
  /** Rows where no more than the share `changed` of predictions differs from the baseline's; `null`: not known, or no such rule. */
  'bound-if-few-change': number | null;
  /** Which rows those are: "rows", "positive rows". */
  'bound-of': string | null;
  /** Rows behind the present figures. */
  n: number | null;
  /** Half the width of the present interval, and how far the limit lies from the estimate. */
  'half-width': number | null;
  gap: number | null;
  /** Rows at which the present estimate keeps or breaks the limit for certain: n (half-width / gap)^2. */
  'rows-to-settle': number | null;
  /**
   * Rows at which a model that is exactly as good as the baseline passes in four cases of five: n (effect / margin)^2, of the smallest
   * change that n rows find with that probability.
   */
  'rows-if-equal': number | null;
  /** Why a part is missing. */
  reason: string | null;
}

/** How many labelled rows a policy asks for. */
export interface Plan {
  looks: number;
  reliability: number;
  tolerance: number;
  adaptivity: 'full' | 'none';
  /** Largest share of predictions that differ from one model to the next, where the policy says it. */
  changed?: number | undefined;
  /** The policy names no budget of its evaluation set: what stands above is what is usual. */
  usual?: true | undefined;
  /** Conditions that must hold together: rules, each on each of its slices. */
  clauses: number;
  /** Rows of the present evaluation. */
  rows: number | null;
  rules: PlannedRule[];
}
