import type { Comparison, Guard, RunRecord } from '@assay/contract';
import { formatCount } from '../text/number.ts';
import { counted, shortCommit } from '../text/words.ts';
import { comparisonWith } from './comparison.ts';
import type { Line } from './model.ts';
import { code, line, strong } from './spans.ts';
import { rulesStanding } from './standing.ts';

/** Why there are no, or only unpaired, figures against the base. */
export const guardWords: Record<Guard, string> = {
  'no-baseline': 'there is no baseline yet',
  'different-evaluation-set': 'the evaluation set is not the baseline’s',
  'grown-evaluation-set': 'the evaluation set has grown since: compared on the rows that the baseline knew',
  'different-metric-definition': 'the metrics are not defined as the baseline’s are',
  'identical-model': 'the model is the baseline’s, byte for byte',
  'no-ids': 'rows have no ids to pair them by (add `id` under `evaluate`)',
  'predictions-not-kept': 'the baseline’s predictions were not kept',
};

function baselineNotices(record: RunRecord, base: Comparison): Line[] {
  if (base.guard === 'no-baseline') {
    const merges = record.source.pull !== null || record.origin.event.startsWith('pull_request');
    return [line(`no baseline yet${merges ? ': it will be recorded when this merges' : ''}`)];
  }
  const notices: Line[] = [];
  if (base.behind !== null && base.behind > 0) {
    const wanted = record.source.base;
    notices.push(
      line(
        `the baseline is ${counted(base.behind, 'commit')} behind the base`,
        ...(wanted === null ? [] : [' ', code(shortCommit(wanted))]),
        ', which has no record',
      ),
    );
  }
  if (base.guard !== null) {
    const compared = base.metrics.some((change) => change.value !== null);
    const consequence = base.paired ? '' : compared ? 'compared unpaired: ' : 'not compared: ';
    notices.push(line(`${consequence}${guardWords[base.guard]}`));
  }
  return notices;
}

function verdictNotices({ verdict, ...record }: RunRecord): Line[] {
  if (verdict === undefined || verdict.outcome === 'pass') return [];
  const notices: Line[] = [];
  const rules = { ...record, verdict };
  // Where the rules below do not show it, the reader has only this line to learn why.
  const shown = rulesStanding(rules, verdict.outcome === 'fail' ? 'fails' : 'inconclusive').length > 0;
  if (!shown || verdict.data === 'fail') notices.push(line(verdict.why));
  if (verdict.outcome === 'inconclusive') {
    const does = { fail: 'fails the job', warn: 'is a warning here', pass: 'lets the job pass' };
    notices.push(line(`an inconclusive verdict ${does[verdict['on-inconclusive']]}`));
  }
  return notices;
}

/** Loosened rules that are written out before the rest is counted. */
const MOST_LOOSENED = 10;

/** First of all: a pass under rules that this very change made looser is not the base's pass. */
function loosenedNotices({ verdict }: RunRecord): Line[] {
  const base = verdict?.['base-policy'];
  if (base === undefined || base.loosened.length === 0) return [];
  const rest = base.loosened.length - MOST_LOOSENED;
  return [
    line(strong('this change loosens the policy'), `: under the base’s rules the verdict is ${base.outcome}`),
    ...base.loosened.slice(0, MOST_LOOSENED).map(({ what }) => line(`looser: ${what}`)),
    ...(rest > 0 ? [line(`and ${formatCount(rest)} more`)] : []),
  ];
}

/** From this share of its budget on, an evaluation set is to be replaced soon. */
const NEARLY_USED_UP = 0.8;

function budgetNotices({ verdict }: RunRecord): Line[] {
  if (verdict?.looks === undefined) return [];
  const { used, of, answered } = verdict.looks;
  if (answered && used < NEARLY_USED_UP * of) return [];
  const rest = answered ? (used < of ? 'replace it soon' : 'this was the last') : 'replace it';
  return [line(`${formatCount(used)} of ${formatCount(of)} looks at this evaluation set are used: ${rest}`)];
}

/** What must be known before the figures. */
export function noticesOf(record: RunRecord): Line[] {
  const base = comparisonWith(record, 'base');
  return [
    ...loosenedNotices(record),
    ...verdictNotices(record),
    ...budgetNotices(record),
    ...(base === undefined ? [] : baselineNotices(record, base)),
  ];
}
