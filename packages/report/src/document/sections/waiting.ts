import type { RunRecord } from '@assay/contract';
import { formatCount } from '../../text/number.ts';
import type { Section } from '../model.ts';
import { ruleLine } from '../rules.ts';
import { line } from '../spans.ts';
import { rulesStanding, signs } from '../standing.ts';

/** Rules that a first run cannot hold yet: no fault of anybody, so said and folded. */
export function waitingSection(record: RunRecord): Section | null {
  const rules = rulesStanding(record, 'skipped');
  if (rules.length === 0) return null;
  const { emoji, tone } = signs.skipped;
  return {
    id: 'waiting',
    title: 'rules that wait for a baseline',
    summary: line(formatCount(rules.length)),
    blocks: [
      {
        kind: 'table',
        caption: 'Rules that compare with the base, and hold once there is one',
        columns: [
          { title: '', align: 'center' },
          { title: 'rule', align: 'left' },
        ],
        rows: rules.map((rule) => ({ tone, cells: [line(emoji), ruleLine(rule)] })),
      },
    ],
    tone,
    open: false,
  };
}
