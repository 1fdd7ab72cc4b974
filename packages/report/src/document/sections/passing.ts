import type { RunRecord } from '@assay/contract';
import { formatCount } from '../../text/number.ts';
import type { Section } from '../model.ts';
import { groupedTableOf } from '../rules.ts';
import { line } from '../spans.ts';
import { rulesStanding } from '../standing.ts';

/** Rules that pass: said, and folded. */
export function passingSection(record: RunRecord): Section | null {
  const rules = rulesStanding(record, 'passes');
  if (rules.length === 0) return null;
  return {
    id: 'passing',
    title: 'rules that pass',
    summary: line(formatCount(rules.length)),
    blocks: [groupedTableOf(record, rules, 'Rules that pass')],
    tone: 'good',
    open: false,
  };
}
