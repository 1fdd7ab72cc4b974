import type { Change, Comparison, RunRecord, Task } from '@assay/contract';
import { ageInWords } from '../text/age.ts';
import { formatCount, formatNumber } from '../text/number.ts';
import { counted, shortCommit } from '../text/words.ts';
import { comparisonWith } from './comparison.ts';
import type { Line } from './model.ts';
import { guardWords } from './notices.ts';
import { code, joined, line } from './spans.ts';

/** What the trivial baseline is. */
const trivially: Record<Task, string> = {
  binary: 'knows only how often each class occurs',
  multiclass: 'knows only how often each class occurs',
  multilabel: 'knows only how often each class occurs',
  regression: 'knows only the mean',
  quantile: 'knows only the quantiles of the labels',
  ranking: 'scores all items alike',
  text: 'knows only the most frequent text',
};

function baseline(comparison: Comparison, task: Task | null, now: Date): Line {
  if (comparison.with === 'trivial') return line(task === null ? 'trivial' : `trivial (${trivially[task]})`);
  const commit = comparison.commit === null ? [] : [' ', code(shortCommit(comparison.commit))];
  const recorded = comparison.recorded === null ? [] : [`, ${ageInWords(comparison.recorded, now)}`];
  const why = comparison.guard === null ? '' : `: ${guardWords[comparison.guard]}`;
  const rows = comparison.metrics.find(({ slice }) => slice === null)?.n ?? null;
  const compared = comparison.paired
    ? rows === null
      ? ', paired row by row'
      : `, all ${counted(rows, 'row')} paired`
    : comparison.metrics.some((change) => change.value !== null)
      ? ', unpaired'
      : ', not compared';
  const name = comparison.with.endsWith('.json') ? code(comparison.with) : comparison.with;
  return line(name, ...commit, ...recorded, `${compared}${why}`);
}

/** The change that the gate looks at first, among those that say what this many rows can see. */
function watched(record: RunRecord, base: Comparison): Change | undefined {
  // A change that is certain (of one model against itself) says nothing of what the rows can see.
  const changes = base.metrics.filter((change) => change.slice === null && (change.detectable ?? 0) > 0);
  const rules = (record.verdict?.rules ?? []).filter(
    (rule) => rule.against === 'base' && rule.slice === null,
  );
  return changes.find((change) => rules.some((rule) => rule.metric === change.metric)) ?? changes[0];
}

/** The fine print: looks at the evaluation set, baselines, how compared, and the smallest change that the set can see. */
export function footOf(record: RunRecord, now: Date): Line[] {
  const looks = record.verdict?.looks;
  const spent = looks?.answered
    ? [line(`look ${formatCount(looks.used)} of ${formatCount(looks.of)} at this evaluation set`)]
    : [];
  return [...baselinesOf(record, now), ...spent, ...approximateOf(record)];
}

/** What the sign before an interval means, where there is one. */
function approximateOf({ evaluation, comparisons = [] }: RunRecord): Line[] {
  const figures = [...(evaluation?.metrics ?? []), ...comparisons.flatMap(({ metrics }) => metrics)];
  if (!figures.some(({ approximate }) => approximate)) return [];
  return [
    line('≈ an approximate interval: it need not hold the true value as often as it says (docs/coverage.md)'),
  ];
}

function baselinesOf(record: RunRecord, now: Date): Line[] {
  const comparisons = (record.comparisons ?? []).filter(({ guard }) => guard !== 'no-baseline');
  if (comparisons.length === 0) return [];
  const parts = comparisons.map((comparison) => baseline(comparison, record.evaluation?.task ?? null, now));
  const base = comparisonWith(record, 'base');
  const change = base === undefined ? undefined : watched(record, base);
  const foot = [line('baselines: ', ...joined(parts))];
  if (change?.detectable != null) {
    const rows = change.n === null ? 'this evaluation set' : `${formatCount(change.n)} rows`;
    foot.push(
      line(
        'smallest change in ',
        code(change.metric),
        ` that ${rows} can see: ${formatNumber(change.detectable)}`,
      ),
    );
  }
  return foot;
}
