import type { Comparison, RunRecord } from '@assay/contract';

/** What the record says beside a baseline. */
export function comparisonWith(record: RunRecord, baseline: string): Comparison | undefined {
  return record.comparisons?.find((comparison) => comparison.with === baseline);
}

/** Of the intervals, as far as the record says. */
export function confidenceOf(record: RunRecord): number | null {
  return (
    [
      ...(record.evaluation?.metrics ?? []),
      ...(record.comparisons ?? []).flatMap((comparison) => comparison.metrics),
    ].find((metric) => metric.confidence !== null)?.confidence ?? null
  );
}

/** `95 % interval`, as far as the record says how confident. */
export function intervalWords(record: RunRecord): string {
  const confidence = confidenceOf(record);
  return confidence === null ? 'interval' : `${Number((confidence * 100).toFixed(2))} % interval`;
}
