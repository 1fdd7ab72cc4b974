import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import {
  type Plan,
  type Policy,
  parseRecord,
  RECORD_PATH,
  type RunRecord,
  type Section,
  UserError,
  type Verdict,
} from '@assay/contract';
import { compareRecords } from '@assay/evaluate';
import { judge, planOf, requirePossible } from '@assay/gate';
import { annotations, planInWords } from '@assay/report';
import { basePolicyOf } from './base-policy.ts';
import { composedLater } from './composed-later.ts';
import type { Context } from './context.ts';
import type { GateInputs } from './gate-definition.ts';
import { countLook, readLooks } from './gate-looks.ts';
import { policyOf } from './policy.ts';
import { inRoot, readProject } from './project.ts';
import { addSections } from './run-record.ts';
import type { Exit, Result } from './verb.ts';

const MADE_ANEW: readonly Section[] = ['verdict'];

interface GateDocument {
  verdict: Verdict['outcome'] | null;
  rules: Verdict['rules'];
  plan?: Plan;
}

export async function gate(given: GateInputs, context: Context): Promise<Result<GateDocument>> {
  const policy = await policyOf(given, context);
  if (given.plan) return planFor(given, context, policy);
  const found = await requireRecord(context, given.record, MADE_ANEW);
  const record = given.baseline === undefined ? found : await against(context, given.baseline, found);
  const judged = await addVerdict(context, given.record, record, policy, {
    file: given.policy ?? given.config,
    config: given.config,
  });
  const { verdict } = judged;
  if (given['count-look'])
    await countLook(context, judged, (await readProject(context, given.config))?.value.model);
  return {
    document: { verdict: verdict.outcome, rules: verdict.rules },
    exit: exitOf(verdict),
    outputs: { verdict: verdict.outcome, why: verdict.why, record: given.record },
    annotations: annotations(judged),
    report: composedLater(judged, context),
    alone: given.policy !== undefined || given.baseline !== undefined,
    message: `${verdict.outcome}: ${verdict.why}${loosenedInWords(verdict)}`,
  };
}

function loosenedInWords({ 'base-policy': base }: Verdict): string {
  if (base === undefined || base.loosened.length === 0) return '';
  const what = base.loosened.map((each) => `\n  ${each.what}`).join('');
  return `\nthe policy, or what it rests on, is looser than the base's, under whose rules this would be ${base.outcome}:${what}`;
}

/** How many labels the policy asks for, where there is a record by its figures too. Nothing is written. */
async function planFor(
  { record: path }: GateInputs,
  context: Context,
  policy: Policy,
): Promise<Result<GateDocument>> {
  const isThere = path !== RECORD_PATH || existsSync(inRoot(context, path));
  const record = isThere ? await requireRecord(context, path, MADE_ANEW) : undefined;
  const verdict = record === undefined ? undefined : await verdictOf(context, record, policy);
  const plan = planOf(policy, record);
  return {
    document: { verdict: verdict?.outcome ?? null, rules: verdict?.rules ?? [], plan },
    exit: 0,
    outputs: { verdict: verdict?.outcome ?? '', why: verdict?.why ?? '', record: path },
    annotations: [],
    report: null,
    alone: true,
    message: planInWords(plan),
  };
}

/** The record with its comparison with the base replaced by one with a record that was named. */
async function against(context: Context, path: string, record: RunRecord): Promise<RunRecord> {
  if (!existsSync(inRoot(context, path)))
    throw new UserError('baseline-missing', `there is no run record at ${path}`, {
      fix: 'name another one as "baseline", or none: the base of the ledger is what it is compared with then',
    });
  const base = await readRecordAt(context, path);
  if (base.evaluation === undefined) {
    throw new UserError('baseline-empty', `the record ${path} holds no evaluation`, {
      fix: 'name the record of a run that was evaluated',
    });
  }
  const others = record.comparisons?.filter((comparison) => comparison.with !== 'base') ?? [];
  return { ...record, comparisons: [compareRecords(base, record), ...others] };
}

/** The exit code that a verdict means under its policy. */
export function exitOf(verdict: Verdict): Exit {
  if (verdict.outcome === 'fail') return 1;
  return verdict.outcome === 'inconclusive' && verdict['on-inconclusive'] === 'fail' ? 3 : 0;
}

/**
 * Sets the verdict of a record, whoever asks for it first: gate and report get the same one.
 *
 * @param at where policy and contract stand, for what the base has there; `undefined`: that was looked at for the verdict before
 */
export async function addVerdict(
  context: Context,
  path: string,
  record: RunRecord,
  policy: Policy,
  at: { file: string; config: string } | undefined,
): Promise<RunRecord & { verdict: Verdict }> {
  const base = at && (await basePolicyOf(context, at.file, at.config));
  const compared = at === undefined ? record.verdict?.['base-policy'] : undefined;
  const verdict = {
    ...(await verdictOf(context, record, policy, base)),
    ...(compared === undefined ? {} : { 'base-policy': compared }),
  };
  for (const { metric, slice, until, state } of verdict.waivers ?? []) {
    const what = slice === null ? metric : `${metric}, ${slice}`;
    if (state === 'ran-out') context.log.warn(`the waiver of ${what} ran out on ${until}`);
    if (state === 'matches-no-rule') context.log.warn(`the waiver of ${what} matches no rule`);
  }
  return { ...(await addSections(context, path, record, 'verdict', { verdict })), verdict };
}

async function verdictOf(
  context: Context,
  record: RunRecord,
  policy: Policy,
  base?: Awaited<ReturnType<typeof basePolicyOf>>,
): Promise<Verdict> {
  requirePossible(policy, record);
  const testSet = await readLooks(context, record, policy);
  return judge(record, policy, { today: today(context), testSet, ...base });
}

/** The day by which waivers run out. */
export function today(context: Context): string {
  return context.now().toISOString().slice(0, 10);
}

/**
 * The record that the steps before this one wrote.
 *
 * @param without sections that this step makes anew
 * @throws UserError `record-missing`, `record-stale`: it lies where records lie, but a run of another commit left it there
 */
export async function requireRecord(
  context: Context,
  path: string,
  without: readonly Section[] = [],
): Promise<RunRecord> {
  const record = await readRecordAt(context, path, without);
  const { commit } = context.trigger;
  if (record.source.commit === commit) return record;
  const short = (sha: string | null) => sha?.slice(0, 7) ?? 'no commit';
  const of = `${path} is the record of ${short(record.source.commit)}, and this is ${short(commit)}`;
  // A record that was named is meant, whatever run it is of.
  if (path !== RECORD_PATH) {
    context.log.warn(of);
    return record;
  }
  throw new UserError('record-stale', of, {
    fix: 'run the other steps before this one, in the same job, and keep .assay/ out of git',
  });
}

async function readRecordAt(
  context: Context,
  path: string,
  without: readonly Section[] = [],
): Promise<RunRecord> {
  const text = await readFile(inRoot(context, path), 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new UserError('record-missing', `there is no run record at ${path}`, {
      fix: 'run "evaluate" (or another step) before this one, in the same job',
      cause,
    });
  });
  return parseRecord(text, path, without);
}
