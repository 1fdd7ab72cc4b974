import { didYouMean, type Explanation, UserError, type Verdict } from '@assay/contract';
import { explain as explainVerdict } from '@assay/gate';
import { explanationInWords } from '@assay/report';
import type { Context } from './context.ts';
import type { ExplainInputs } from './explain-definition.ts';
import { requireRecord, today } from './gate.ts';
import { readLooks } from './gate-looks.ts';
import { policyOf } from './policy.ts';
import type { Result } from './verb.ts';

interface Explained {
  verdict: Verdict['outcome'];
  why: string;
  looks: Verdict['looks'] | null;
  rules: (Explanation & { words: string[] })[];
}

/** Explains the verdict of a record. It is reached again, by the same arithmetic, and written nowhere. */
export async function explain(given: ExplainInputs, context: Context): Promise<Result<Explained>> {
  const policy = await policyOf(given, context);
  const record = await requireRecord(context, given.record);
  const testSet = await readLooks(context, record, policy);
  const { verdict, rules } = explainVerdict(record, policy, { today: today(context), testSet });
  const asked = rules.filter(
    ({ metric, slice }) =>
      (given.metric === undefined || metric === given.metric) &&
      (given.slice === undefined || slice === given.slice),
  );
  if (asked.length === 0 && rules.length > 0) throw noRule(given, rules);
  const explained = asked.map((rule) => ({ ...rule, words: explanationInWords(rule) }));
  const before = record.verdict;
  if (before !== undefined && before.policy !== verdict.policy)
    context.log.warn(`the record was judged under another policy, and was ${before.outcome}: ${before.why}`);
  const looks =
    verdict.looks === undefined
      ? []
      : [`look ${verdict.looks.used} of ${verdict.looks.of} at this evaluation set`];
  return {
    document: { verdict: verdict.outcome, why: verdict.why, looks: verdict.looks ?? null, rules: explained },
    exit: 0,
    outputs: { verdict: verdict.outcome },
    annotations: [],
    report: null,
    alone: true,
    message: [`${verdict.outcome}: ${verdict.why}`, ...looks, ...explained.flatMap(lines)].join('\n'),
  };
}

function lines({ rule, slice, verdict, words }: Explained['rules'][number]): string[] {
  const name = slice === null ? rule : `${rule}, ${slice}`;
  return ['', `${name}: ${verdict}`, ...words.map((each) => `  ${each}`)];
}

function noRule({ metric, slice }: ExplainInputs, rules: readonly Explanation[]): UserError {
  const named = [metric, slice].filter((name) => name !== undefined).join(', ');
  const metrics = [...new Set(rules.map((rule) => rule.metric))];
  const slices = rules.flatMap((rule) =>
    rule.slice !== null && (metric === undefined || rule.metric === metric) ? [rule.slice] : [],
  );
  // A metric that no rule is on is the mistake, whatever its slice.
  const [name, known] =
    metric !== undefined && !metrics.includes(metric) ? [metric, metrics] : [slice, [...new Set(slices)]];
  return new UserError('no-such-rule', `no rule of the policy is on ${named}`, { fix: hintOf(name, known) });
}

/** What was meant, or the first ones that there are: a slice may be one of thousands. */
function hintOf(name: string | undefined, known: readonly string[]): string {
  const near = name === undefined ? undefined : didYouMean(name, known);
  if (near !== undefined) return `did you mean "${near}"?`;
  const more = known.length > 10 ? `; and ${known.length - 10} more` : '';
  return known.length === 0
    ? 'none of the rules in question was held on a slice: leave --slice out'
    : `there are: ${known.slice(0, 10).join('; ')}${more}`;
}
