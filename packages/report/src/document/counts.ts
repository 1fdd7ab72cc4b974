import type { RunRecord } from '@assay/contract';
import { formatCount } from '../text/number.ts';
import { counted } from '../text/words.ts';
import { comparisonWith } from './comparison.ts';
import type { Line } from './model.ts';
import { line } from './spans.ts';
import { rulesStanding, type Standing } from './standing.ts';

/** "1 rule fails · 1 inconclusive · 5 pass · of 4,812 rows 41 went wrong → right, 57 right → wrong". */
export function countsOf(record: RunRecord): Line | null {
  const of = (standing: Standing) => rulesStanding(record, standing).length;
  const kinds: [count: number, one: string, many: string][] = [
    [of('fails'), 'fails', 'fail'],
    [of('inconclusive'), 'inconclusive', 'inconclusive'],
    [of('warns'), 'warning', 'warnings'],
    [of('waived'), 'waived', 'waived'],
    [of('passes'), 'passes', 'pass'],
    [of('skipped'), 'waits for a baseline', 'wait for a baseline'],
  ];
  const parts = kinds
    .filter(([count]) => count > 0)
    .map(([count, one, many], index, { length }) => {
      const words = count === 1 ? one : many;
      if (index > 0 || one === 'warning') return `${formatCount(count)} ${words}`;
      const all = length === 1 ? (count === 1 ? 'the one rule' : `all ${formatCount(count)} rules`) : null;
      return `${all ?? counted(count, 'rule')} ${words}`;
    });

  const flips = comparisonWith(record, 'base')?.flips;
  if (flips) {
    const [gained, lost] = [formatCount(flips.gained), formatCount(flips.lost)];
    parts.push(`of ${counted(flips.n, 'row')} ${gained} went wrong → right, ${lost} right → wrong`);
  }
  return parts.length === 0 ? null : line(parts.join(' · '));
}
