import type { Change, Comparison } from '@assay/contract';
import { reasonInWords } from '@assay/stats';
import type { Line, Row, Table, Tone } from '../document/model.ts';
import { code, line, plain } from '../document/spans.ts';
import { decimalsFor, fixed, formatChange, formatCount, halfWidth } from '../text/number.ts';
import type { Match } from './model.ts';

/** How the challenger stands against the champion: `unknown` where no interval says it. */
export type Standing = 'worse' | 'better' | 'same' | 'mixed' | 'unknown';

const tones: Record<Standing, Tone> = {
  worse: 'bad',
  better: 'good',
  same: 'plain',
  mixed: 'unsure',
  unknown: 'plain',
};

/** Of one metric: whether its whole interval lies on one side of no change. */
function standingOf({ direction, low, high }: Change): Standing {
  if (direction === null || low === null || high === null) return 'unknown';
  if (low <= 0 && high >= 0) return 'same';
  return low > 0 === (direction === 'higher') ? 'better' : 'worse';
}

/** Of all metrics over all rows. */
export function standingOfAll(comparison: Comparison): Standing {
  const found = new Set(comparison.metrics.filter(({ slice }) => slice === null).map(standingOf));
  if (found.has('worse')) return found.has('better') ? 'mixed' : 'worse';
  if (found.has('better')) return 'better';
  return found.has('same') ? 'same' : 'unknown';
}

const words: Record<Standing, string> = {
  worse: 'the challenger is worse',
  better: 'the challenger is better',
  same: 'no difference that these rows can show',
  mixed: 'the challenger is better by some metrics and worse by others',
  unknown: 'no intervals, so no answer',
};

/** `on the new data the challenger is better`, with the metrics that say so. */
export function matchLine({ data, comparison }: Match): Line {
  const standing = standingOfAll(comparison);
  const telling = comparison.metrics.filter((change) => {
    const of = standingOf(change);
    return change.slice === null && (of === 'worse' || of === 'better');
  });
  const shown = telling.slice(0, 3).flatMap((change, index) => {
    const decimals = decimalsFor([change.value], halfWidth(change));
    return [index === 0 ? ': ' : ', ', code(change.metric), ` ${formatChange(change, decimals)}`];
  });
  return line(`on the ${data} data ${words[standing]}`, ...shown);
}

/** Metrics over all rows, champion beside challenger. */
export function matchTable(caption: string, comparison: Comparison): Table {
  const changes = comparison.metrics.filter(({ slice }) => slice === null);
  const confidence = changes.find((change) => change.confidence !== null)?.confidence;
  const interval = confidence == null ? '' : `, ${formatPercent(confidence)} interval`;
  return {
    kind: 'table',
    caption,
    columns: [
      { title: 'metric', align: 'left' },
      { title: 'champion', align: 'right' },
      { title: 'challenger', align: 'right' },
      { title: `change${interval}`, align: 'left' },
    ],
    rows: changes.map(row),
  };
}

/** The caption of a match: whose rows, how many, and whether they were paired. */
export function captionOf({ data, name, rows, comparison }: Match): string {
  const named = plain(line(code(name))); // no longer than a name is shown
  const count = rows === null ? '' : `, ${formatCount(rows)} rows`;
  return `On the ${data} data (${named})${count}, ${howOf(comparison)}`;
}

function howOf({ paired, guard }: Comparison): string {
  if (!paired) return `not paired: ${guard === null ? 'from the two intervals' : (guards[guard] ?? guard)}`;
  return guard === 'grown-evaluation-set' ? 'row by row where both predicted' : 'row by row';
}

const guards: Record<string, string> = {
  'different-evaluation-set': 'the two did not predict the same rows',
  'no-ids': 'rows have no id',
  'predictions-not-kept': 'predictions were not kept',
  'no-baseline': 'nothing is recorded to compare with',
  'different-metric-definition': 'the metrics are not the same',
};

function row(change: Change): Row {
  const decimals = decimalsFor([change.base, change.candidate, change.value], halfWidth(change));
  const value = (of: number | null) => (of === null ? '–' : fixed(of, decimals));
  const arrow = change.direction === null ? '' : change.direction === 'higher' ? '\u00a0↑' : '\u00a0↓';
  const why = change.reason === null ? '–' : `– (${reasonInWords(change.reason)})`;
  return {
    tone: tones[standingOf(change)],
    cells: [
      line(code(change.metric), arrow),
      line(value(change.base)),
      line(value(change.candidate)),
      line(change.value === null ? why : formatChange(change, decimals)),
    ],
  };
}

function formatPercent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}
