/** What a two-sample test of one property of a column says, before it is known what the others say. */
export interface TestResult {
  /** `ks`, `tv`, `null_rate` or `nan_rate`: the test, and the scale of the effect. */
  readonly method: string;
  /** The effect, from 0 to 1; null: there is nothing to compare, for `reason` or for too few rows. */
  readonly effect: number | null;
  /** 95 % interval of the effect. */
  readonly low: number | null;
  readonly high: number | null;
  readonly p: number | null;
  /** What the effect would be on average if nothing had changed. */
  readonly floor: number;
  /** Rows of each side behind it. */
  readonly rows: { readonly reference: number; readonly current: number };
  readonly reason: string | null;
}

/** Nothing to compare. @param reason null: there are too few rows for the floor */
export function untested(method: string, rows: TestResult['rows'], reason: string | null): TestResult {
  return {
    method,
    effect: null,
    low: null,
    high: null,
    p: null,
    floor: Number.POSITIVE_INFINITY,
    rows,
    reason,
  };
}

/** 1/n + 1/m: what every spread of a difference of two samples goes by. */
export function spread({ reference, current }: TestResult['rows']): number {
  return 1 / reference + 1 / current;
}
