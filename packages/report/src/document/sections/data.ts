import type { DataReport, Finding, RunRecord } from '@assay/contract';
import { formatBytes, formatCount } from '../../text/number.ts';
import { counted } from '../../text/words.ts';
import { findingInWords } from '../findings.ts';
import type { Block, Line, Row, Section } from '../model.ts';
import { code, joined, line } from '../spans.ts';

const severityOrder = ['error', 'warn'] as const;

/** Numbers of the first rows, with their values where the observation does not name them all. */
function examples({ examples: all, observed }: Finding): Line {
  const named = all.every(({ value }) => value === null || observed.includes(JSON.stringify(value)));
  const shown = all.map(({ row, key, value }): Line => {
    const name = key === undefined ? line(...(row === null ? [] : [formatCount(row)])) : line(code(key));
    if (value === null || named) return name;
    return [...name, ...line(...(name.length === 0 ? [] : [': ']), code(withBlanksSeen(value)))];
  });
  return joined(
    shown.filter((each) => each.length > 0),
    ', ',
  );
}

/** A value of which an end is blank, or all, in quotes. */
function withBlanksSeen(value: string): string {
  return value.trim() === value && value !== '' ? value : JSON.stringify(value);
}

function place({ column }: Finding): Line {
  return column === null ? line('all rows') : line(code(column));
}

function row(finding: Finding): Row {
  const bad = finding.severity === 'error';
  return {
    tone: bad ? 'bad' : 'warning',
    cells: [
      line(bad ? '❌' : '⚠️'),
      place(finding),
      line(code(finding.check)),
      line(finding.expected),
      line(finding.observed),
      examples(finding),
    ],
  };
}

/** What to do about each finding, and who asks for it. A record of an earlier version does not say. */
function advice({ contract }: DataReport, findings: readonly Finding[], whose: string): Block[] {
  const advised = findings.filter(({ fix }) => fix !== undefined);
  if (advised.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: whose === '' ? 'What to do' : `What to do about findings${whose}`,
      columns: [
        { title: 'column', align: 'left' },
        { title: 'check', align: 'left' },
        { title: 'what to do', align: 'left' },
        { title: 'asked for', align: 'left' },
      ],
      rows: advised.map((finding) => ({
        tone: finding.severity === 'error' ? 'bad' : 'warning',
        cells: [place(finding), line(code(finding.check)), line(finding.fix ?? ''), asked(finding, contract)],
      })),
    },
  ];
}

/** `the model knows no other, by @data, trips.contract.yml:12` */
function asked({ reason, owner, line: at }: Finding, contract: string | undefined): Line {
  const said = [
    ...(reason === undefined ? [] : [line(reason)]),
    ...(owner === undefined ? [] : [line('by ', code(owner))]),
    ...(contract === undefined || at === undefined ? [] : [line(code(`${contract}:${at}`))]),
  ];
  return joined(said, ', ');
}

function found({ findings }: DataReport): Line[] {
  const errors = findings.filter((finding) => finding.severity === 'error').length;
  const warnings = findings.length - errors;
  return [
    ...(errors > 0 ? [line(counted(errors, 'error'))] : []),
    ...(warnings > 0 ? [line(counted(warnings, 'warning'))] : []),
  ];
}

/** @param whose ` of trips`, where there are several data sets */
function blocksOf(report: DataReport, whose: string): Block[] {
  const files =
    report.engine === undefined
      ? `in ${counted(report.files, 'file')} (${formatBytes(report.bytes)})`
      : `of a table (${report.engine})`;
  const size = `${counted(report.rows, 'row')} ${files}`;
  const checked =
    report.outcome === 'inconclusive'
      ? 'no data contract'
      : `${counted(report.checks, 'check')}: ${report.outcome}`;
  const intro: Block = { kind: 'paragraph', line: line(code(report.name), `: ${size}, ${checked}`) };
  if (report.findings.length === 0) return [intro];
  const worst = severityOrder.flatMap((severity) =>
    report.findings.filter((finding) => finding.severity === severity),
  );
  return [
    intro,
    {
      kind: 'table',
      caption: `Findings${whose}, errors first`,
      columns: [
        { title: '', align: 'center' },
        { title: 'column', align: 'left' },
        { title: 'check', align: 'left' },
        { title: 'expected', align: 'left' },
        { title: 'observed', align: 'left' },
        { title: 'first rows', align: 'left' },
      ],
      rows: worst.map(row),
    },
    ...advice(report, worst, whose),
  ];
}

/** Data sets, and what is wrong with them. */
export function dataSection(record: RunRecord): Section | null {
  const reports = record.data ?? [];
  const [first] = reports;
  if (first === undefined) return null;
  const rows = reports.reduce((sum, report) => sum + report.rows, 0);
  const [worst] = severityOrder.flatMap((severity) =>
    reports.flatMap((report) => report.findings.filter((finding) => finding.severity === severity)),
  );
  const merged: DataReport = { ...first, findings: reports.flatMap((report) => report.findings) };
  const sets = reports.length === 1 ? [] : [line(counted(reports.length, 'data set'))];
  const detail =
    worst === undefined
      ? []
      : line(' (', ...(worst.column === null ? [] : [code(worst.column), ': ']), `${findingInWords(worst)})`);
  return {
    id: 'data',
    title: 'data',
    summary: [...joined([...sets, line(counted(rows, 'row')), ...found(merged)], ', '), ...detail],
    tone: worst === undefined ? 'plain' : worst.severity === 'error' ? 'bad' : 'warning',
    open: worst?.severity === 'error',
    blocks: reports.flatMap((report) => blocksOf(report, reports.length === 1 ? '' : ` of ${report.name}`)),
  };
}
