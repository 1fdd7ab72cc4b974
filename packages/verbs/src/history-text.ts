import type { Deployment } from '@assay/contract';
import type { Gap } from './history-gap.ts';

/** A deployment as `--json` prints it. */
export type Listed = Omit<Deployment, 'assay'> & { commit: string | null };

/** What was in service at a moment, as a terminal shows it. */
export function answered(
  environment: string,
  at: Date,
  deployments: readonly Listed[],
  gaps: readonly Gap[],
): string {
  const moment = at.toISOString();
  const serving = deployments.map(
    ({ model, version, artifact, commit, from }) =>
      `${model} ${version}  since ${from}\n  model  ${artifact}\n  commit ${commit ?? 'not known here'}`,
  );
  const others = gaps.map(({ model, standing, why }) => `${model}  ${standing}: ${why}`);
  if (serving.length + others.length === 0) others.push('not known: the ledger has no deployment there');
  return [`in service in ${environment} at ${moment}:`, ...serving, ...others].join('\n');
}

/** Every deployment, as a terminal shows them. */
export function listed(environment: string, deployments: readonly Listed[]): string {
  if (deployments.length === 0) return `nothing was ever deployed to ${environment}`;
  const head = ['model', 'version', 'from', 'to', 'by', 'outcome'];
  const rows = deployments.map((one) => [
    one.model,
    one.version,
    one.from ?? one.started,
    one.to ?? (one.outcome === 'healthy' ? 'now' : ''),
    printable(one.by),
    `${one.outcome}${one['rolls-back'] === null ? '' : ' (rollback)'}`,
  ]);
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length)),
  );
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** A name of a user's git configuration may hold anything; a terminal obeys control characters. */
function printable(name: string): string {
  return name.replaceAll(/\p{C}/gu, '\u{FFFD}');
}
