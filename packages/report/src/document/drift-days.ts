import type { DriftReport } from '@assay/contract';
import { formatNumber } from '../text/number.ts';
import { counted } from '../text/words.ts';
import type { Row, Section } from './model.ts';
import { code, line } from './spans.ts';

/** Of a range of days: not each of them, which may be thousands, but those after which a column was first past its threshold. */
export function daysOf(days: NonNullable<DriftReport['days']>): Section[] {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const seen = new Set<string>();
  const rows = days.flatMap(({ batch, columns }): Row[] =>
    columns
      .filter(({ column, score, threshold }) => score >= threshold && !seen.has(column))
      .map(({ column, score, threshold }) => {
        seen.add(column);
        const cells = [
          line(code(batch)),
          line(code(column)),
          line(formatNumber(score)),
          line(formatNumber(threshold)),
        ];
        return { tone: 'bad', cells };
      }),
  );
  const columns = ['batch', 'column', 'evidence', 'threshold'].map((title, index) => ({
    title,
    align: index < 2 ? ('left' as const) : ('right' as const),
  }));
  const caption = 'The first batch after which a column was past its threshold; of the worst columns';
  return [
    {
      id: 'days',
      title: 'by day',
      tone: rows.length === 0 ? 'plain' : 'bad',
      summary: line(
        counted(days.length, 'batch', 'batches'),
        ', ',
        code(first.batch),
        ' to ',
        code(last.batch),
      ),
      open: rows.length > 0,
      blocks: rows.length === 0 ? [] : [{ kind: 'table', caption, columns, rows }],
    },
  ];
}
