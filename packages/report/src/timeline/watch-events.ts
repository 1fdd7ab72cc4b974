import type { DriftReport, Retraining } from '@assay/contract';
import type { Line } from '../document/model.ts';
import { code, joined, line, plain } from '../document/spans.ts';
import { counted, shortCommit, shortDigest } from '../text/words.ts';
import type { Watch } from './life.ts';
import type { Scores, TimelineEvent } from './model.ts';

/** Columns that a title names. */
const MOST_NAMED = 3;

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What a monitor has seen: the alarm that stands, or that there is none; and the one that stood before its baseline. */
export function watchEvents(watch: Watch, reports: readonly DriftReport[]): TimelineEvent[] {
  const { alarm, batches, replaced } = watch;
  const [first, last] = [batches[0], batches.at(-1)];
  if (first === undefined || last === undefined) return [];
  const scores = scoresOf(watch, reports);
  const seen = alarm === null ? last : (batches.find(({ label }) => label === alarm.since) ?? first);
  const now: TimelineEvent = {
    at: seen.at,
    kind: alarm === null ? 'monitor' : 'drift',
    tone: alarm === null ? 'good' : 'bad',
    title: alarm === null ? 'no drift' : drifted(alarm),
    lines: [batchesOf(watch, first, last)],
    ...(scores === undefined ? {} : { scores }),
  };
  if (replaced === null) return [now];
  const before = replaced.alarm === null ? '' : `; until then ${drifted(replaced.alarm)}`;
  const anew: TimelineEvent = {
    at: first.at,
    kind: 'monitor',
    tone: 'plain',
    title: 'a new baseline',
    lines: [line(code(watch.monitor), ` begins anew: ${replaced.why}${before}`)],
  };
  return [anew, now];
}

function drifted({ since, columns }: NonNullable<Watch['alarm']>): string {
  const more = columns.length - MOST_NAMED;
  const named = columns.slice(0, MOST_NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
  return plain(line(`${named} ${columns.length === 1 ? 'has' : 'have'} drifted since ${since}`));
}

function batchesOf(
  { monitor, reference, checks }: Watch,
  first: Watch['batches'][number],
  last: Watch['batches'][number],
): Line {
  const [from, to] = [first.at.slice(0, 10), last.at.slice(0, 10)];
  return joined([
    line('monitor ', code(monitor)),
    line(counted(checks, 'batch', 'batches'), ', ', code(first.label), ' to ', code(last.label)),
    line(`checked ${from === to ? `on ${from}` : `from ${from} to ${to}`}`),
    line('reference ', code(shortDigest(reference))),
  ]);
}

/** How the evidence grew, as far as reports of checks against this reference were kept, and batches are days. */
function scoresOf({ monitor, reference }: Watch, reports: readonly DriftReport[]): Scores | undefined {
  const kept = reports.filter(
    (report) => report.monitor === monitor && report.reference.digest === reference,
  );
  const days = kept.flatMap(({ batch, columns, days }) => days ?? [{ batch, columns: ofOneDay(columns) }]);
  const drawn = days.filter(({ batch }) => DAY.test(batch)).sort((a, b) => (a.batch < b.batch ? -1 : 1));
  const threshold = drawn.at(-1)?.columns[0]?.threshold;
  if (threshold === undefined) return undefined;
  return {
    caption: 'Evidence of drift by day, and where it raises the alarm',
    threshold,
    points: drawn.flatMap(({ batch, columns }) =>
      columns.map(({ column, score }) => ({ at: batch, column, score })),
    ),
  };
}

function ofOneDay(columns: DriftReport['columns']): { column: string; score: number; threshold: number }[] {
  return columns.flatMap(({ column, method, value, threshold }) =>
    method === 'sequential' && value !== null && threshold !== null
      ? [{ column, score: value, threshold }]
      : [],
  );
}

/** A retraining that was tried: for which batch, and the commit that it proposes. */
export function retrainingEvent(
  { at, monitor, batch, branch, commit, pull }: Retraining['attempts'][number],
  watches: readonly Watch[],
): TimelineEvent {
  const watch = watches.find((one) => one.monitor === monitor);
  const label = watch?.batches.find(({ digest }) => digest === batch)?.label;
  return {
    at,
    kind: 'retraining',
    tone: 'plain',
    title:
      pull === null ? 'begun, without a pull request yet' : `pull request #${pull} proposes to train again`,
    lines: [
      joined([
        line('commit ', code(shortCommit(commit)), ' on ', code(branch)),
        line(...(label === undefined ? ['batch '] : ['batch ', code(label), ', ']), code(shortDigest(batch))),
        ...(monitor === null ? [] : [line('monitor ', code(monitor))]),
      ]),
    ],
  };
}
