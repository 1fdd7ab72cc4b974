import type { RunRecord } from '@assay/contract';
import { formatCount } from '../../text/number.ts';
import { counted } from '../../text/words.ts';
import { comparisonWith } from '../comparison.ts';
import type { Row, Section } from '../model.ts';
import { code, joined, line } from '../spans.ts';

/** Rows that the base had right and this model has wrong, and the other way round, some of them by their ids. */
export function flipsSection(record: RunRecord): Section | null {
  const flips = comparisonWith(record, 'base')?.flips;
  if (!flips?.examples || flips.gained + flips.lost === 0) return null;
  const { gained, lost, n, examples } = flips;
  const row = (tone: Row['tone'], became: string, count: number, ids: readonly string[]): Row => ({
    tone: count === 0 ? 'plain' : tone,
    cells: [
      line(became),
      line(formatCount(count)),
      joined(
        ids.map((id) => line(code(id))),
        ', ',
      ),
    ],
  });
  return {
    id: 'flips',
    title: 'changed sides',
    summary: line(
      `${formatCount(lost)} right → wrong, ${formatCount(gained)} wrong → right of ${counted(n, 'row')}`,
    ),
    tone: 'plain',
    open: false,
    blocks: [
      {
        kind: 'table',
        caption: 'Rows that changed sides since the base',
        columns: [
          { title: 'became', align: 'left' },
          { title: 'rows', align: 'right' },
          { title: 'such as (ids)', align: 'left' },
        ],
        rows: [
          row('bad', 'right → wrong', lost, examples.lost),
          row('good', 'wrong → right', gained, examples.gained),
        ],
      },
    ],
  };
}
