import type { RunRecord } from '@assay/contract';
import { formatCount } from '../text/number.ts';
import { counted } from '../text/words.ts';
import { comparisonWith } from './figures.ts';
import type { Line } from './model.ts';
import { line } from './spans.ts';
import { rulesStanding } from './standing.ts';

/** "1 rule fails · 1 inconclusive · 5 pass · of 4,812 rows 41 went wrong → right, 57 right → wrong". */
export function countsOf(record: RunRecord): Line | null {
  const parts: string[] = [];
  const fails = rulesStanding(record, 'fails').length;
  const inconclusive = rulesStanding(record, 'inconclusive').length;
  const warns = rulesStanding(record, 'warns').length;
  const skipped = rulesStanding(record, 'skipped').length;
  const waived = rulesStanding(record, 'waived').length;
  const passes = rulesStanding(record, 'passes').length;
  if (fails > 0) parts.push(fails === 1 ? '1 rule fails' : `${formatCount(fails)} rules fail`);
  if (inconclusive > 0) parts.push(`${formatCount(inconclusive)} inconclusive`);
  if (warns > 0) parts.push(counted(warns, 'warning'));
  if (skipped > 0) parts.push(`${formatCount(skipped)} not compared yet`);
  if (waived > 0) parts.push(`${formatCount(waived)} waived`);
  if (passes > 0) parts.push(parts.length > 0 ? `${formatCount(passes)} pass` : passing(passes));

  const flips = comparisonWith(record, 'base')?.flips;
  if (flips) {
    const [gained, lost] = [formatCount(flips.gained), formatCount(flips.lost)];
    parts.push(`of ${counted(flips.n, 'row')} ${gained} went wrong → right, ${lost} right → wrong`);
  }
  return parts.length === 0 ? null : line(parts.join(' · '));
}

function passing(count: number): string {
  return count === 1 ? 'the one rule passes' : `all ${formatCount(count)} rules pass`;
}
