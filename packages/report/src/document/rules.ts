import type { RuleResult, RunRecord } from '@assay/contract';
import {
  decimalsFor,
  fixed,
  formatChange,
  formatCount,
  formatEstimate,
  formatNumber,
  halfWidth,
  withoutRounding,
} from '../text/number.ts';
import { counted } from '../text/words.ts';
import { comparisonWith, intervalWords } from './comparison.ts';
import type { Line, Row, Table } from './model.ts';
import { code, line } from './spans.ts';
import { rulesStanding, signs, standingOf } from './standing.ts';

/** The rule in words, and the slice that it was held against. */
export function ruleLine(rule: RuleResult): Line {
  return rule.slice === null ? line(rule.rule) : line(rule.rule, ', ', code(rule.slice));
}

/** What the rule was decided on: the change or the value with its interval, or why there is none. */
function evidence(record: RunRecord, rule: RuleResult, decimals: number): string {
  const more = rule['more-rows'] === null ? '' : `: label about ${formatCount(rule['more-rows'])} more`;
  const held = rule.against === null ? rule.value : rule.change;
  if (held === null) return rule.why;
  if (rule.low === null) {
    const figure = rule.against === null ? formatNumber(held) : fixed(held, decimals, true);
    return rule.verdict === 'inconclusive' ? `${figure}: ${rule.why}` : `${figure} (point, no interval)`;
  }
  const figure = { value: held, low: rule.low, high: rule.high, approximate: rule.approximate };
  if (rule.against === null) return `${formatEstimate(figure, decimals)}${more}`;
  const compared = comparisonWith(record, rule.against);
  const change = compared?.metrics.find(
    ({ metric, slice }) => metric === rule.metric && slice === rule.slice,
  );
  // Rates of failing tests are compared by their two intervals, also beside rows that are paired.
  const isPaired = compared?.paired && change?.method !== 'square-and-add';
  const paired =
    rule.against !== 'trivial' && compared !== undefined ? (isPaired ? ' paired' : ' unpaired') : '';
  return `${formatChange(figure, decimals)}${paired}${more}`;
}

function row(record: RunRecord, rule: RuleResult, name: Line): Row {
  const { emoji, tone } = signs[standingOf(rule)];
  const decimals = decimalsFor([rule.value, rule.baseline, rule.change], halfWidth(rule));
  const shown = (value: number | null) =>
    value === null || rule.low === null
      ? formatNumber(value)
      : fixed(withoutRounding(value, rule.change ?? 0), decimals);
  return {
    tone,
    cells: [
      line(emoji),
      name,
      line(shown(rule.baseline)),
      line(shown(rule.value)),
      line(evidence(record, rule, decimals)),
    ],
  };
}

/** A table of rules, in the order given. */
export function tableOf(record: RunRecord, rules: readonly RuleResult[], caption: string): Table {
  return table(
    record,
    caption,
    rules.map((rule) => row(record, rule, ruleLine(rule))),
  );
}

/** The same with one row for each rule of many slices: the figures are those of the slice where they are worst. */
export function groupedTableOf(record: RunRecord, rules: readonly RuleResult[], caption: string): Table {
  const groups = Map.groupBy(rules, ({ rule, severity, slice }) =>
    JSON.stringify([rule, severity, slice === null]),
  );
  const rows = [...groups.values()].flatMap((group) => {
    const [worst] = worstFirst(record, group);
    if (worst === undefined) return [];
    const name =
      group.length === 1
        ? ruleLine(worst)
        : line(worst.rule, `, ${counted(group.length, 'slice')}, worst `, code(worst.slice ?? ''));
    return [row(record, worst, name)];
  });
  return table(record, caption, rows);
}

/** By what the rule holds, the value or the change, on the scale on which larger is better. */
function worstFirst(record: RunRecord, rules: readonly RuleResult[]): RuleResult[] {
  const held = (rule: RuleResult) => {
    const { against, value, change, limit } = rule;
    // A value that keeps its limit from below has a ceiling.
    if (against === null) return value !== null && value < limit ? -value : (value ?? 0);
    const direction = comparisonWith(record, against)?.metrics.find(({ metric }) => metric === rule.metric);
    return direction?.direction === 'lower' ? -(change ?? 0) : (change ?? 0);
  };
  return [...rules].sort((a, b) => held(a) - held(b));
}

function table(record: RunRecord, caption: string, rows: readonly Row[]): Table {
  return {
    kind: 'table',
    caption,
    columns: [
      { title: '', align: 'center' },
      { title: 'rule', align: 'left' },
      { title: 'baseline', align: 'right' },
      { title: 'this', align: 'right' },
      { title: `value or change, ${intervalWords(record)}`, align: 'left' },
    ],
    rows,
  };
}

/** Rules that fail, then inconclusive ones, then warnings; null where there are none. */
export function rulesTable(record: RunRecord): Table | null {
  const rules = rulesStanding(record, 'fails', 'inconclusive', 'warns');
  return rules.length === 0 ? null : tableOf(record, rules, 'Rules that do not pass, worst first');
}

/** Rules that are waived, and waivers that waive nothing. */
export function waivedLines(record: RunRecord): Line[] {
  const waived = rulesStanding(record, 'waived').map((rule) =>
    line(
      `waived until ${rule.waived?.until ?? ''}`,
      rule.waived?.who === undefined ? ': ' : ` by ${rule.waived.who}: `,
      ...ruleLine(rule),
      `: ${rule.waived?.reason ?? ''}`,
      ` (${rule.verdict === 'pass' ? 'passes: the waiver can go' : rule.verdict === 'fail' ? 'fails' : 'inconclusive'})`,
    ),
  );
  const idle = (record.verdict?.waivers ?? []).flatMap(({ metric, slice, reason, who, until, state }) => {
    if (state === 'in-force') return [];
    const what = state === 'ran-out' ? `a waiver ran out on ${until}` : 'a waiver matches no rule';
    const on = slice === null ? [code(metric)] : [code(metric), ', ', code(slice)];
    return [line(what, who === null ? ': ' : ` (${who}): `, ...on, `: ${reason}`)];
  });
  return [...waived, ...idle];
}
