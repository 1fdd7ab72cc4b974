import type { DriftFinding } from '@assay/contract';
import { watchedName } from '../document/drift-finding.ts';
import type { Block, Line, Row, Section, Table } from '../document/model.ts';
import { code, joined, line, plain, strong } from '../document/spans.ts';
import { decimalsFor, formatEstimate, formatGiven, formatSeconds, halfWidth } from '../text/number.ts';
import { visible } from '../text/visible.ts';
import { counted, shortDigest } from '../text/words.ts';
import { captionOf, matchLine, matchTable, standingOfAll } from './matches.ts';
import type { RetrainingFacts } from './model.ts';

/** The body of a retraining pull request, before it is Markdown. */
export interface RetrainingDocument {
  headline: Line;
  /** What the reader must know before the figures. */
  notices: readonly Line[];
  blocks: readonly Block[];
  folded: readonly Pick<Section, 'title' | 'summary' | 'blocks' | 'open'>[];
  /** How to go on. */
  next: readonly Line[];
  foot: readonly Line[];
}

/** Columns that are named in the first line. */
const MOST_NAMED = 3;

/** The title of the pull request: counts and days, and none of the data's own names. */
export function retrainingTitle({ drift }: RetrainingFacts): string {
  const columns = driftedColumns(drift.columns).length;
  const what =
    columns === 0 ? `on ${day(drift.batch)}` : `${counted(columns, 'column')} drifted since ${since(drift)}`;
  return visible(plain(line('Retrain ', code(drift.model), ': ', code(what))));
}

/** What there is to say: what drifted since when, champion against challenger, what changes, how to go on. */
export function composeRetraining(facts: RetrainingFacts): RetrainingDocument {
  const { drift, matches, recorded, missing, runUrl } = facts;
  return {
    headline: headlineOf(facts),
    notices: noticesOf(facts),
    blocks: [
      ...(driftedFindings(drift.columns).length === 0
        ? []
        : [findingsTable('What drifted', driftedFindings(drift.columns))]),
      // The new data first: they are why it is here.
      ...matches
        .toSorted((a) => (a.data === 'new' ? -1 : 1))
        .map((match) => matchTable(captionOf(match), match.comparison)),
      ...(matches.length === 0 && recorded !== null && recorded.metrics.length > 0
        ? [matchTable('On the evaluation set of each, from their records', recorded)]
        : []),
      ...missing.map((sentence): Block => ({ kind: 'paragraph', line: line(`Not compared: ${sentence}`) })),
      { kind: 'paragraph', line: strongLine('What changes') },
      filesTable(facts),
    ],
    folded: watchedOf(drift.columns),
    next: nextOf(facts),
    foot: [
      line(
        ...(drift.monitor === null ? ['one check'] : ['monitor ', code(drift.monitor)]),
        ' · batch ',
        code(drift.batch),
        ` (${shortDigest(drift.current.digest)}, ${counted(drift.current.rows, 'row')}) against `,
        code(drift.reference.name),
        ` (${shortDigest(drift.reference.digest)}, ${counted(drift.reference.rows, 'row')})`,
      ),
      ...(runUrl === null
        ? []
        : [[{ kind: 'link' as const, text: 'the run that opened this', href: runUrl }]]),
    ],
  };
}

function headlineOf({ drift }: RetrainingFacts): Line {
  const columns = driftedColumns(drift.columns);
  if (columns.length === 0)
    return line(drift.model, `: to be trained again, asked for on ${day(drift.batch)}`);
  const named = columns.slice(0, MOST_NAMED).map((name) => line(code(name)));
  const more = columns.length - named.length;
  return line(
    drift.model,
    ': ',
    ...joined(named, ', '),
    ...(more > 0 ? [` and ${counted(more, 'more column')}`] : []),
    ` drifted since ${since(drift)}`,
  );
}

function noticesOf({ training, champion, matches, verdict, drift }: RetrainingFacts): Line[] {
  const both =
    matches.length === 2 && matches.every(({ comparison }) => standingOfAll(comparison) === 'worse');
  const trained =
    training === null
      ? 'a dry run: nothing was trained'
      : `the challenger was trained in ${formatSeconds(training.seconds)}${training.digest === null ? '' : `, model ${shortDigest(training.digest)}`}`;
  const against = champion === null ? '' : `; the champion is that ${champion}`;
  return [
    ...(both
      ? [line(strong('The challenger is worse on the old and on the new data.'), ' Judge before you merge.')]
      : []),
    ...matches.toSorted((a) => (a.data === 'new' ? -1 : 1)).map(matchLine),
    ...(verdict === null
      ? []
      : [line('the gate says of the challenger: ', strong(verdict.outcome), `, ${verdict.why}`)]),
    line(trained + against),
    line(`why: ${drift.why}`),
  ];
}

function nextOf({ checks, branch }: RetrainingFacts): Line[] {
  const start: Record<typeof checks.kind, Line> = {
    'by-themselves': line('The checks of this pull request start by themselves.'),
    'not-known': line('Whether its checks start by themselves depends on the token that opens it.'),
    'after-approval': line(
      'The workflows of this pull request wait for a maintainer: choose "Approve workflows to run" in the box at its end, because it was opened with the token of a workflow.',
    ),
    dispatched: line(
      'The workflow ',
      code(checks.kind === 'dispatched' ? checks.workflow : ''),
      ' was started on the branch; the other workflows of this pull request wait for a maintainer to approve them.',
    ),
  };
  return [
    start[checks.kind],
    line('Merge it as any other pull request. Closing it begins the cool-down.'),
    line('Commits of yours on ', code(branch), ' are kept: from then on Assay leaves the branch alone.'),
  ];
}

function filesTable({ files }: RetrainingFacts): Table {
  const rows = files.map(
    ({ path, done }): Row => ({ tone: 'plain', cells: [line(code(path)), line(done.join('; '))] }),
  );
  return {
    kind: 'table',
    caption: 'Files',
    columns: [
      { title: 'file', align: 'left' },
      { title: 'change', align: 'left' },
    ],
    rows,
  };
}

function findingsTable(caption: string, findings: readonly DriftFinding[]): Table {
  return {
    kind: 'table',
    caption,
    columns: [
      { title: 'column', align: 'left' },
      { title: 'method', align: 'left' },
      { title: 'value, 95 % interval', align: 'left' },
      { title: 'threshold', align: 'right' },
      { title: 'rows', align: 'right' },
    ],
    rows: findings.map((finding): Row => {
      const { chunk, method, value, threshold, reason, n, outcome, detail } = finding;
      const decimals = decimalsFor([value, threshold], halfWidth(finding));
      return {
        tone: outcome === 'drift' ? 'bad' : 'plain',
        cells: [
          line(...watchedName(finding), ...(chunk === null ? [] : [' in ', code(chunk)])),
          line(code(method)),
          line(
            value === null ? (reason ?? '–') : formatEstimate(finding, decimals),
            detail === undefined ? '' : `; ${detail}`,
          ),
          line(threshold === null ? '–' : formatGiven(threshold)),
          line(String(n)),
        ],
      };
    }),
  };
}

function watchedOf(findings: readonly DriftFinding[]): RetrainingDocument['folded'] {
  const others = findings.filter(({ outcome }) => outcome !== 'drift');
  if (others.length === 0) return [];
  const short = others.filter(({ outcome }) => outcome === 'insufficient data').length;
  const summary = line(counted(others.length, 'check'), short > 0 ? `, ${short} with too little data` : '');
  return [
    { title: 'no drift', summary, blocks: [findingsTable('Checks without drift', others)], open: false },
  ];
}

function driftedFindings(findings: readonly DriftFinding[]): DriftFinding[] {
  return findings.filter(({ outcome }) => outcome === 'drift');
}

function driftedColumns(findings: readonly DriftFinding[]): string[] {
  return [...new Set(driftedFindings(findings).map(({ column }) => column))];
}

function since({ history, batch }: RetrainingFacts['drift']): string {
  return day(history?.alarm?.since ?? batch);
}

/** The day of a time; anything else as it is. */
function day(batch: string): string {
  return /^\d{4}-\d{2}-\d{2}T/.test(batch) ? batch.slice(0, 10) : batch;
}

function strongLine(text: string): Line {
  return line(strong(text));
}
