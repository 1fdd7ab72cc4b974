import { type Policy, type Rule, type RunRecord, type Task, UserError } from '@assay/contract';
import { parseMetric } from '@assay/stats';
import { compares, conditionOf, limitOf, ruleInWords } from './words.ts';

/**
 * Refuses a limit beyond all values of its metric, such as 84 where 0.84 is meant: a rule that no model can break, or none can keep,
 * judges nothing. Metrics from a file may mean anything by their names, and are left as they are.
 *
 * @throws UserError `limit-impossible`
 */
export function requirePossible({ rules }: Policy, { evaluation }: RunRecord): void {
  if (evaluation?.task == null || evaluation.source.format !== 'predictions') return;
  for (const rule of rules) {
    const range = rangeOf(rule, evaluation.task);
    if (range === undefined || isPossible(rule, range)) continue;
    const limit = limitOf(rule);
    const fix = isPossible({ ...rule, [conditionOf(rule)]: limit / 100 }, range)
      ? `is "${conditionOf(rule)}: ${limit / 100}" meant?`
      : 'write a limit that a model can be on either side of';
    throw new UserError(
      'limit-impossible',
      `no model is near the limit of "${ruleInWords(rule)}": ${rule.metric} is ${inWords(range)}`,
      { fix },
    );
  }
}

type Range = readonly [least: number, most: number];

/** `undefined`: it is none of Assay's metrics. */
function rangeOf({ metric }: Rule, task: Task): Range | undefined {
  const [bare = ''] = metric.includes(':') ? [metric] : metric.split('@');
  const parsed = parseMetric(task, bare);
  return parsed.found ? parsed.metric.range : undefined;
}

function isPossible(rule: Rule, [least, most]: Range): boolean {
  const limit = limitOf(rule);
  return compares(rule) ? limit <= most - least : limit >= least && limit <= most;
}

function inWords([least, most]: Range): string {
  if (most === Number.POSITIVE_INFINITY) return `never below ${least}`;
  return least === Number.NEGATIVE_INFINITY ? `never above ${most}` : `always from ${least} to ${most}`;
}
