import type { ColumnProfile, DataReport, RunRecord } from '@assay/contract';
import type { ReportDocument, Row, Table } from '../../document/model.ts';
import { code, line } from '../../document/spans.ts';
import { formatCount, formatNumber, formatShare } from '../../text/number.ts';
import { folded, htmlBlock, htmlTable } from '../blocks.ts';
import { escapeHtml } from '../escape.ts';

function bound(value: ColumnProfile['min']): string {
  return typeof value === 'string' ? value : formatNumber(value);
}

function profileTable({ name, profile, rows }: DataReport): Table {
  const left = ['column', 'type'].map((title) => ({ title, align: 'left' as const }));
  const right = ['missing', 'distinct', 'min', 'mean', 'max', 'standard deviation'].map((title) => ({
    title,
    align: 'right' as const,
  }));
  return {
    kind: 'table',
    caption: `Columns of ${name}`,
    columns: [...left, ...right],
    rows: profile.map(
      (column): Row => ({
        tone: 'plain',
        cells: [
          line(code(column.column)),
          line(column.type),
          line(
            column.nulls === 0
              ? '0'
              : `${formatCount(column.nulls)} (${formatShare(rows === 0 ? 0 : column.nulls / rows)})`,
          ),
          line(column.distinct === null ? 'over 10,000' : formatCount(column.distinct)),
          line(bound(column.min)),
          line(formatNumber(column.mean)),
          line(bound(column.max)),
          line(formatNumber(column.sd)),
        ],
      }),
    ),
  };
}

export function dataPart(record: RunRecord, document: ReportDocument): string | null {
  const section = document.sections.find(({ id }) => id === 'data');
  if (section === undefined) return null;
  const profiles = (record.data ?? [])
    .filter((report) => report.profile.length > 0)
    .map((report) =>
      folded(
        `profile of ${escapeHtml(report.name)}: ${formatCount(report.profile.length)} columns`,
        htmlTable(profileTable(report)),
      ),
    );
  return [...section.blocks.map(htmlBlock), ...profiles].join('\n');
}
