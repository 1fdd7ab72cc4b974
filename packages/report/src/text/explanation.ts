import type { Explanation } from '@assay/contract';
import { reasonInWords } from '@assay/stats';
import {
  decimalsFor,
  fixed,
  formatCount,
  formatNumber,
  formatProbability,
  withoutRounding,
} from './number.ts';
import { counted } from './words.ts';

/** Why a rule came out as it did: the figures, what they are held to, each condition tried, and what would settle it. */
export function explanationInWords(rule: Explanation): string[] {
  if (rule.bound === null) return [rule.why, ...countingInWords(rule)];
  if (rule.value === null && rule.change === null)
    return [
      `${rule.metric} is undefined: ${rule.reason === null ? 'no value' : reasonInWords(rule.reason)}`,
      ...countingInWords(rule),
    ];
  const at = scaleOf(rule);
  return [
    figures(rule, at),
    ...overSeeds(rule, at),
    held(rule, at),
    ...conditions(rule, at),
    ...approximation(rule),
    ...correction(rule),
    ...settling(rule, at),
    ...countingInWords(rule),
  ];
}

type Scale = (value: number) => string;

/** Digits that all figures of a rule share, enough to tell its ends from the limit. */
function scaleOf({ value, baseline, change, low, high, bound }: Explanation): Scale {
  const gaps = [low, high, change, value].flatMap((end) =>
    end === null || bound === null ? [] : [end - bound.number],
  );
  const decimals = Math.min(8, decimalsFor([value, baseline, change, bound?.number ?? null, ...gaps]));
  const largest = Math.max(
    ...[value, baseline, change, bound?.number ?? 0].map((each) => Math.abs(each ?? 0)),
  );
  return (number) => fixed(withoutRounding(number, largest), decimals);
}

function figures(
  { against, value, baseline, change, low, high, confidence, method, n }: Explanation,
  at: Scale,
): string {
  const shown = (number: number | null) => (number === null ? formatNumber(null) : at(number));
  const figure =
    against === null
      ? `value ${shown(value)}`
      : `change ${shown(value)} − ${shown(baseline)} = ${shown(change)}`;
  const rows = n === null ? '' : `, ${counted(n, 'row')}`;
  if (low === null || high === null) return `${figure}, without an interval${rows}`;
  const level = confidence === null ? 'interval' : `${Number((confidence * 100).toFixed(2))} % interval`;
  return `${figure}, ${level} [${at(low)}, ${at(high)}] (${method ?? 'no method'}${rows})`;
}

function overSeeds({ intervals }: Explanation, at: Scale): string[] {
  if (intervals === undefined) return [];
  const { rows, seeds, n } = intervals;
  const ends = (interval: readonly number[]) => `[${interval.map(at).join(', ')}]`;
  return [
    `over rows ${ends(rows)}, over ${n[0]} and ${n[1]} seeds ${ends(seeds)} (Welch): of both the outer ends count`,
  ];
}

function held({ against, bound, condition }: Explanation, at: Scale): string {
  const what = against === null ? 'the value' : 'the change';
  const sign = bound?.sense === 'at-least' ? '≥' : '≤';
  const better =
    against === null ? '' : ` (${bound?.sense === 'at-least' ? 'higher' : 'lower'} is better, ${condition})`;
  return `${what} must be ${sign} ${at(bound?.number ?? 0)}${better}`;
}

/** Whether the whole interval keeps the bound, and whether it breaks it. */
function conditions(
  { bound, low, high, value, change, against, evidence }: Explanation,
  at: Scale,
): string[] {
  if (bound === null) return [];
  const atLeast = bound.sense === 'at-least';
  const keeps = (end: number) => (atLeast ? end >= bound.number : end <= bound.number);
  const [good, bad] = atLeast ? ['≥', '<'] : ['≤', '>'];
  const said = (kept: boolean) => (kept ? 'yes' : 'no');
  if (evidence === 'point') {
    const number = (against === null ? value : change) ?? 0;
    return [`passes by the bare number: ${at(number)} ${good} ${at(bound.number)}: ${said(keeps(number))}`];
  }
  if (low === null || high === null)
    return ['neither passes nor fails: bare numbers are compared only with "evidence: point"'];
  const [worst, best] = atLeast ? [low, high] : [high, low];
  return [
    `passes where even the worse end keeps that: ${at(worst)} ${good} ${at(bound.number)}: ${said(keeps(worst))}`,
    `fails where even the better end breaks it: ${at(best)} ${bad} ${at(bound.number)}: ${said(!keeps(best))}`,
  ];
}

function approximation({ approximate, evidence }: Explanation): string[] {
  if (!approximate || evidence === 'point') return [];
  return [
    'the interval is approximate: it need not hold the true value as often as it says (docs/coverage.md)',
  ];
}

/** Only what breaks its limit alone has to outlast the correction. */
function correction({ correction: found, verdict, code }: Explanation): string[] {
  if (found === null || (verdict !== 'fail' && code !== 'not-after-correction')) return [];
  const { p, corrected, tests, level } = found;
  return [
    `one of ${formatCount(tests)} slices, of which some look bad by chance: to fail it needs p ≤ ${formatProbability(level)}, one-sided after Holm’s correction: ${formatProbability(p)} alone, ${formatProbability(corrected)} corrected: ${corrected <= level ? 'yes' : 'no'}`,
  ];
}

function settling({ verdict, settle, evidence, low }: Explanation, at: Scale): string[] {
  if (verdict !== 'inconclusive' || evidence === 'point' || low === null) return [];
  if (settle === null) return ['no number of further rows is known to settle it'];
  const { n, reach, gap, rows } = settle;
  return [
    `settled at the present estimate with about ${formatCount(n)} × (${at(reach)} / ${at(gap)})² = ${counted(rows, 'row')}: ${formatCount(rows - n)} more`,
  ];
}

function countingInWords({ counts, severity, waived, verdict }: Explanation): string[] {
  if (counts) return [];
  if (waived !== null) return [`does not count: waived until ${waived.until}: ${waived.reason}`];
  if (severity === 'warn') return ['does not count: a warning'];
  return verdict === 'inconclusive' ? ['does not count: a first run has nothing to compare with'] : [];
}
