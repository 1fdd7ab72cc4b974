import type { DriftFinding } from '@assay/contract';
import type { StreamFinding } from '@assay/drift';

/** A finding of a monitor as the report has it: the score is log(1 + M), beside the level from which on it is an alarm. */
export function inReport(
  finding: StreamFinding,
  roles: ReadonlyMap<string, 'feature' | 'prediction'>,
  sensitive: ReadonlySet<string>,
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
    ...(difference === null ? {} : { detail: `${difference.toFixed(3)} off the reference${place}` }),
  };
}
