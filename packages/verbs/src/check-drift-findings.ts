import type { DriftFinding } from '@assay/contract';
import type { StreamFinding, Veiled } from '@assay/drift';

/** A finding of a monitor as the report has it: the score is log(1 + M), beside the level from which on it is an alarm. */
export function inReport(
  finding: StreamFinding,
  roles: ReadonlyMap<string, 'feature' | 'prediction'>,
  sensitive: Veiled,
): DriftFinding {
  const { name, kind, score, threshold, outcome, difference, where, n, reason } = finding;
  const place = where === null || sensitive.has(name) ? '' : ` at ${where}`;
  return {
    column: name,
    kind: kind === 'column' ? (roles.get(name) ?? 'feature') : kind,
    chunk: null,
    method: 'sequential',
    value: score,
    threshold,
    outcome,
    low: null,
    high: null,
    n,
    reason,
    ...(difference === null
      ? {}
      : { detail: `this batch is ${difference.toFixed(3)} off the reference${place}` }),
  };
}

/** The findings after the last of several days: what one of them flagged is drift, though later ones speak against it. */
export function overDays(last: readonly DriftFinding[], flagged: ReadonlySet<string>): DriftFinding[] {
  return last.map((finding) => {
    if (finding.outcome === 'drift' || !flagged.has(finding.column)) return finding;
    const detail = [finding.detail, 'flagged by an earlier day'].filter((part) => part !== undefined);
    return { ...finding, outcome: 'drift', detail: detail.join('; ') };
  });
}
