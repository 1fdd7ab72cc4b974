import type { DriftFinding, DriftOutcome, DriftReport } from '@assay/contract';
import { formatCount, formatEstimate, formatGiven, formatNumber } from '../text/number.ts';
import { counted, shortCommit } from '../text/words.ts';
import { daysOf } from './drift-days.ts';
import { isBare, watchedName } from './drift-finding.ts';
import type { Line, ReportDocument, Row, Section, Table, Tone } from './model.ts';
import { code, joined, line } from './spans.ts';

const outcomes: Record<DriftOutcome, { emoji: string; word: string; tone: Tone }> = {
  drift: { emoji: '⚠️', word: 'drift', tone: 'bad' },
  'insufficient data': { emoji: '❔', word: 'not enough data', tone: 'unsure' },
  none: { emoji: '✅', word: 'no drift', tone: 'good' },
};
const measured = { emoji: '📊', word: 'measured', tone: 'plain' as const };

/** What a drift check found, for any surface. Its text may be a stranger's, and none of it becomes a link. */
export function composeDrift(report: DriftReport, { runUrl }: { runUrl?: string } = {}): ReportDocument {
  const judged = report.columns.length === 0 || !report.columns.every(isBare);
  const { emoji, word, tone } = judged ? outcomes[report.outcome] : measured;
  const commits = report.commit === null ? line() : line(code(shortCommit(report.commit)));
  const about = report.monitor === null ? [] : [line('monitor ', code(report.monitor))];
  const title = line(report.model, `: ${word}`);
  return {
    headline: {
      emoji,
      word,
      tone,
      model: report.model,
      commits,
      line: joined([title, ...about, ...(commits.length === 0 ? [] : [commits])]),
    },
    outcome: null,
    counts: line(
      `${formatCount(report.current.rows)} rows of `,
      code(report.batch),
      ` against ${formatCount(report.reference.rows)} of `,
      code(report.reference.name),
    ),
    notices: [line(report.why), ...alarmOf(report)],
    rules: null,
    waived: [],
    sections: sectionsOf(report),
    foot: historyOf(report),
    links: runUrl === undefined ? [] : [{ to: 'run', text: 'run', href: runUrl }],
  };
}

function alarmOf({ history, outcome }: DriftReport): Line[] {
  if (history === null || history.alarm === null) return [];
  const { since, columns } = history.alarm;
  const standing = outcome === 'drift' ? 'an alarm stands' : 'an earlier alarm stands';
  const named = columns.slice(0, 10).flatMap((column, i) => [...(i === 0 ? [] : [', ']), code(column)]);
  const more = columns.length > 10 ? [` and ${formatCount(columns.length - 10)} more`] : [];
  return [line(`${standing} since `, code(since), ': ', ...named, ...more)];
}

function historyOf({ history }: DriftReport): Line[] {
  if (history === null) return [];
  return [line(`${counted(history.checks, 'check')} since the reference was set`)];
}

function sectionsOf({ columns, days = [] }: DriftReport): Section[] {
  const told = columns.filter((finding) => finding.outcome !== 'none' || isBare(finding));
  const steady = columns.filter((finding) => finding.outcome === 'none' && !isBare(finding));
  const drifted = told.filter(({ outcome }) => outcome === 'drift').length;
  const bare = told.filter(isBare).length;
  const unknown = told.length - drifted - bare;
  const count = (rows: number, words: string) => (rows === 0 ? [] : [line(`${formatCount(rows)} ${words}`)]);
  return [
    ...daysOf(days),
    ...(told.length === 0
      ? []
      : [
          section('drift', 'findings', told, drifted > 0 ? 'bad' : unknown > 0 ? 'unsure' : 'plain', [
            ...count(drifted, 'drifting'),
            ...count(unknown, 'without enough data'),
            ...count(bare, 'not judged'),
          ]),
        ]),
    ...(steady.length === 0
      ? []
      : [section('steady', 'no drift', steady, 'plain', [line(counted(steady.length, 'measurement'))])]),
  ];
}

function section(
  id: 'drift' | 'steady',
  title: string,
  findings: readonly DriftFinding[],
  tone: Tone,
  summary: readonly Line[],
): Section {
  return {
    id,
    title,
    tone,
    summary: joined(summary, ', '),
    open: id === 'drift',
    blocks: [tableOf(findings)],
  };
}

function tableOf(findings: readonly DriftFinding[]): Table {
  const chunked = findings.some(({ chunk }) => chunk !== null);
  return {
    kind: 'table',
    caption: 'Columns and metrics, worst first',
    columns: [
      { title: '', align: 'center' },
      { title: 'column', align: 'left' },
      ...(chunked ? [{ title: 'chunk', align: 'left' as const }] : []),
      { title: 'method', align: 'left' },
      { title: 'value, 95 % interval', align: 'left' },
      { title: 'threshold', align: 'right' },
      { title: 'rows', align: 'right', spare: true },
      { title: 'remark', align: 'left' },
    ],
    rows: findings.map((finding) => rowOf(finding, chunked)),
  };
}

function rowOf(finding: DriftFinding, chunked: boolean): Row {
  const { chunk, method, value, threshold, outcome, low, high, n, reason, detail } = finding;
  const { emoji, tone } = outcomes[outcome];
  const remark = [reason, detail].filter((each) => each !== null && each !== undefined).join('; ');
  return {
    tone: outcome === 'none' ? 'plain' : tone,
    cells: [
      line(isBare(finding) ? '' : emoji),
      watchedName(finding),
      ...(chunked ? [chunk === null ? line() : line(code(chunk))] : []),
      line(code(method)),
      line(low === null || high === null ? formatNumber(value) : formatEstimate({ value, low, high })),
      line(threshold === null ? '–' : formatGiven(Number(threshold.toPrecision(4)))),
      line(formatCount(n)),
      line(remark),
    ],
  };
}
