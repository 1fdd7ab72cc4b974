import { type RunRecord, UserError } from '@assay/contract';
import type { Git } from '../git/git.ts';
import { ancestors } from './ancestors.ts';
import { parseRunRecord } from './documents.ts';
import type { Mirror } from './mirror.ts';
import { LEDGER_BRANCH, runPath, runsFolder } from './paths.ts';

/** A record found in the ledger, and how many commits lie between it and the commit that was asked for. */
export interface Baseline {
  record: RunRecord;
  commit: string;
  behind: number;
}

/** As `findBaseline` of the ledger. @throws UserError as {@link recordAt} */
export async function findBaseline(
  clone: Git,
  mirror: Mirror,
  model: string,
  commit: string,
): Promise<Baseline | undefined> {
  const recorded = new Set(await mirror.list(runsFolder(model)));
  if (recorded.size === 0) return undefined;
  let nearest: Baseline | undefined;
  let looked = 0;
  for await (const chain of ancestors(clone, mirror, commit)) {
    for (const [behind, ancestor] of chain.entries()) {
      if (behind < looked || !recorded.has(runPath(model, ancestor))) continue;
      const record = await recordAt(mirror, model, ancestor);
      // A run that failed before its evaluation is on record, and nothing can be compared with it.
      if (record?.evaluation === undefined) continue;
      const baseline = { record, commit: ancestor, behind };
      if ((record.verdict?.outcome ?? 'pass') === 'pass') return baseline;
      nearest ??= baseline;
    }
    looked = chain.length;
  }
  return nearest;
}

/** The record of exactly this commit. @throws UserError `ledger-damaged`, `ledger-wrong-record` */
export async function recordAt(
  mirror: Mirror,
  model: string,
  commit: string,
): Promise<RunRecord | undefined> {
  const path = runPath(model, commit);
  const text = await mirror.read(path);
  if (text === undefined) return undefined;
  const record = parseRunRecord(text, path);
  if (record.model === model && record.source.commit === commit) return record;
  throw new UserError('ledger-wrong-record', `${LEDGER_BRANCH}:${path} is the record of another run`, {
    fix: `somebody changed the branch ${LEDGER_BRANCH} by hand: remove this file from it, and record the commit again`,
  });
}
