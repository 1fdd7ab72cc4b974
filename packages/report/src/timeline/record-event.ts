import type { RunRecord } from '@assay/contract';
import { comparisonWith } from '../document/comparison.ts';
import { grownOf } from '../document/grown.ts';
import { headlineOf } from '../document/headline.ts';
import type { Line } from '../document/model.ts';
import { rulesTable } from '../document/rules.ts';
import { code, line } from '../document/spans.ts';
import { formatChange, formatEstimate } from '../text/number.ts';
import { shortCommit } from '../text/words.ts';
import { boundTo } from './event-lines.ts';
import type { TimelineEvent } from './model.ts';

/** A commit that was judged: its verdict, the metric that comes first, and the rules that it breaks. */
export function recordEvent(record: RunRecord): TimelineEvent {
  const { created, source, origin, artifact, verdict } = record;
  const { word, tone } = headlineOf(record, new Date(created));
  const table = rulesTable(record);
  return {
    at: created,
    kind: source.pull === null ? (source.branch ?? 'commit') : `pull request #${source.pull}`,
    tone,
    title: verdict === undefined ? word : `${word}: ${verdict.why}`,
    lines: [
      ...mainMetric(record),
      boundTo({ commit: source.commit, model: artifact?.digest, by: origin.actor, run: origin.run }),
    ],
    ...(table === null ? {} : { table }),
  };
}

function mainMetric(record: RunRecord): Line[] {
  const metric = record.evaluation?.metrics.find(({ slice }) => slice === null);
  if (metric === undefined) return [];
  const base = comparisonWith(record, 'base');
  const change = base?.metrics.find((one) => one.slice === null && one.metric === metric.metric);
  const grown = grownOf(record);
  return [
    line(
      code(metric.metric),
      ` ${formatEstimate(metric)}`,
      ...(change == null || change.value === null ? [] : [`, ${formatChange(change)} against `]),
      ...(change == null || change.value === null || base?.commit == null
        ? []
        : [code(shortCommit(base.commit)), grown === null ? '' : ` on the ${grown.known} that it knew`]),
    ),
  ];
}
