/** Values of metrics and the widths of their intervals, by name: `roc_auc`, and of a slice `s0=s0_1 roc_auc`. */
export interface Figures {
  readonly values: Readonly<Record<string, number>>;
  readonly widths: Readonly<Record<string, number>>;
}

/** Resampled a thousand times, the ends of intervals are known to some hundredths of their widths; by seven standard errors they agree. */
const WIDTHS = 0.25;

/** What floor and peers write, in their last line. */
export function figuresOf(stdout: string): Figures {
  const { values, widths = {} } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  return { values, widths };
}

/** The same of what `evaluate --json` wrote. */
export function figuresOfOurs(stdout: string): Figures {
  const { metrics } = JSON.parse(stdout) as {
    metrics: readonly {
      metric: string;
      slice: string | null;
      value: number;
      low: number | null;
      high: number | null;
    }[];
  };
  const values: Record<string, number> = {};
  const widths: Record<string, number> = {};
  for (const { metric, slice, value, low, high } of metrics) {
    const name = slice === null ? metric : `${slice} ${metric}`;
    values[name] = value;
    if (low !== null && high !== null) widths[name] = high - low;
  }
  return { values, widths };
}

/** Whether we have all figures of another program: its values to this part of them, its widths to the noise of a thousand replicates. */
export function hasAll(ours: Figures, theirs: Figures, within: number): boolean {
  return (
    Object.keys(theirs.values).length > 0 &&
    allNear(ours.values, theirs.values, within) &&
    allNear(ours.widths, theirs.widths, WIDTHS)
  );
}

function allNear(
  ours: Readonly<Record<string, number>>,
  theirs: Readonly<Record<string, number>>,
  within: number,
): boolean {
  return Object.entries(theirs).every(
    ([name, value]) => Math.abs((ours[name] ?? Number.NaN) - value) <= within * Math.abs(value),
  );
}
