import type { Plan, PlannedRule } from '@assay/contract';
import { reasonInWords } from '@assay/stats';
import { formatCount, formatNumber, formatShare } from './number.ts';
import { counted } from './words.ts';

/** A plan as text: the budget that it counts with, and then each rule with the rows that it asks for. */
export function planInWords(plan: Plan): string {
  const { looks, reliability, tolerance, adaptivity, changed, usual, clauses, rows, rules } = plan;
  const seen = adaptivity === 'full' ? 'each answer seen before the next' : 'no answer seen before the last';
  const head = [
    `${counted(clauses, 'condition')} · ${counted(looks, 'look')}, ${seen} · reliability ${reliability} · tolerance ${tolerance}${changed === undefined ? '' : ` · at most ${formatShare(changed)} of predictions change`}`,
    ...(usual ? ['what is usual: the policy names no "test-set" with its looks'] : []),
    rows === null ? 'nothing is evaluated yet' : `${counted(rows, 'row')} in this evaluation`,
  ];
  if (rules.length === 0) return [...head, 'no rule of the policy asks for labelled rows'].join('\n');
  return [...head, ...rules.map(ruleInWords)].join('\n');
}

function ruleInWords(rule: PlannedRule): string {
  const name = rule.slice === null ? rule.rule : `${rule.rule}, ${rule.slice}`;
  return [name, ...[boundInWords(rule), ...recordInWords(rule)].map((words) => `  ${words}`)].join('\n');
}

function boundInWords({ bound, 'bound-of': of, 'bound-if-few-change': few, metric }: PlannedRule): string {
  const fewer = few === null ? '' : `; ${formatCount(few)} where so few predictions change`;
  return bound === null
    ? `the bound of ease.ml/ci is for means of values between 0 and 1, and ${metric} is none`
    : `for all looks, whatever the model: ${formatCount(bound)} ${of}${fewer} (ease.ml/ci)`;
}

function recordInWords(rule: PlannedRule): string[] {
  const { n, 'half-width': half, gap, 'rows-to-settle': settle, 'rows-if-equal': equal, reason } = rule;
  if (n === null || half === null || gap === null)
    return [`from the record: ${reason === null ? 'there is no interval' : reasonInWords(reason)}`];
  const present = `${counted(n, 'row')} now, ${formatNumber(Math.abs(gap))} ${gap >= 0 ? 'on the right side of' : 'beyond'} the limit, ± ${formatNumber(half)}`;
  const settled =
    settle === null
      ? 'the estimate lies on the limit: no number of rows settles that'
      : settle <= n
        ? 'settled'
        : `settled at about ${formatCount(settle)}`;
  return [
    `${present}: ${settled}`,
    ...(equal === null
      ? []
      : [
          `a model that is exactly as good passes in four cases of five from about ${counted(equal, 'row')} on`,
        ]),
  ];
}
