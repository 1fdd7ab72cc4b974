import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Artifact,
  digestPaths,
  digestValue,
  type Policy,
  type RunRecord,
  UserError,
  type Verdict,
} from '@assay/contract';
import type { Ledger } from '@assay/registry';
import type { Context } from './context.ts';
import { inRoot } from './project.ts';

/** What puts a commit on record: the way on from every refusal that another record mends. */
export const TO_RECORD =
  'run the default branch\'s workflow on it, whose "report" step records it; at a terminal, check it out clean and run `assay run --record-base`';

/** Why a commit's model may be promoted: its record, its bytes, and the verdict on them. */
export interface Evidence {
  record: RunRecord;
  artifact: Artifact;
  verdict: Verdict;
}

export interface Candidate {
  model: string;
  commit: string;
  /** Whether the commit is the one that is checked out: then the work tree's files are the model's, or else changed. */
  checkedOut: boolean;
  policy: Policy;
}

/**
 * Gathers what speaks for a model, and refuses where it does not suffice. The digest is taken of the bytes, and the verdict
 * looked up by it: the record is not believed.
 *
 * @throws UserError `not-recorded`, `no-model`, `model-changed`, `model-not-kept`, `verdict-missing`,
 *   `verdict-other-model`, `verdict-other-policy`, `verdict-fail`, `verdict-inconclusive`
 */
export async function gatherEvidence(
  context: Context,
  ledger: Ledger,
  candidate: Candidate,
): Promise<Evidence> {
  const { model, commit, policy } = candidate;
  const record = await ledger.recordOf(model, commit);
  if (record === undefined) {
    throw new UserError('not-recorded', `the ledger has no record of ${model} at ${commit.slice(0, 12)}`, {
      fix: `put this commit on record first: ${TO_RECORD}`,
    });
  }
  if (record.artifact === undefined) {
    throw new UserError('no-model', `the record of ${commit.slice(0, 12)} holds no model`, {
      fix: `name what training leaves under "train: outputs:" in assay.yml, commit that, and put the commit on record: ${TO_RECORD}`,
    });
  }
  await confirmBytes(context, ledger, record.artifact, candidate);
  const verdict = await ledger.verdictOn(model, record.artifact.digest);
  return { record, artifact: record.artifact, verdict: mustPass(verdict, record.artifact, policy) };
}

/** Takes the digest of the model's bytes: of the work tree's, or of those that are kept. */
async function confirmBytes(
  context: Context,
  ledger: Ledger,
  artifact: Artifact,
  { commit, checkedOut }: Candidate,
): Promise<void> {
  for (const path of artifact.paths) inRoot(context, path);
  const found = await digestPaths(context.root, artifact.paths).catch((error: unknown) => {
    if (error instanceof UserError && error.code === 'file-not-found') return undefined;
    throw error;
  });
  if (found?.digest === artifact.digest) return;
  if (found !== undefined && checkedOut) {
    throw new UserError(
      'model-changed',
      `${artifact.paths.join(', ')} changed after the model was recorded: ${found.digest}, and ${artifact.digest} was judged`,
      {
        fix: `remove these bytes, and the ones that were judged are fetched; or, to promote these, put their commit on record: ${TO_RECORD}`,
      },
    );
  }
  const folder = await mkdtemp(join(tmpdir(), 'assay-model-'));
  try {
    if (await ledger.fetchModel(artifact, folder)) return;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  throw new UserError('model-not-kept', `the bytes of the model of ${commit.slice(0, 12)} are not kept`, {
    fix: `put ${artifact.paths.join(', ')} into the work tree (over 50 MB they are not kept; of unregistered models the last 20 are), or put the commit on record again: ${TO_RECORD}`,
  });
}

function mustPass(verdict: Verdict | undefined, { digest }: Artifact, policy: Policy): Verdict {
  if (verdict === undefined) {
    throw new UserError('verdict-missing', `there is no verdict on the model ${digest}`, {
      fix: `add rules under "gate:" in assay.yml, commit that, and put the commit on record: ${TO_RECORD}`,
    });
  }
  requireOwn(verdict, digest);
  const wanted = digestValue(policy);
  if (verdict.policy !== wanted) {
    throw new UserError(
      'verdict-other-policy',
      `the model was judged under another policy: ${verdict.policy}, and "gate:" in the default branch's assay.yml is ${wanted}`,
      {
        fix: `put the commit that changed the policy on record, which judges its model again, and promote that one: ${TO_RECORD}`,
      },
    );
  }
  if (verdict.outcome === 'pass') return verdict;
  throw new UserError(`verdict-${verdict.outcome}`, `the verdict is ${verdict.outcome}: ${verdict.why}`, {
    fix:
      verdict.outcome === 'fail'
        ? `improve the model until it keeps the rules, or waive one under "gate: waivers:"; commit that, and put the commit on record: ${TO_RECORD}`
        : `only "pass" is promoted: label more rows, or judge the open rules otherwise in assay.yml; commit that, and put the commit on record: ${TO_RECORD}`,
  });
}

/** Refuses a verdict that the ledger has under another model's digest. @throws UserError `verdict-other-model` */
export function requireOwn(verdict: Verdict, digest: string): void {
  if (verdict.artifact === digest) return;
  throw new UserError('verdict-other-model', `the verdict on ${digest} is on ${verdict.artifact}`, {
    fix: `somebody changed the ledger by hand: put the commit on record again: ${TO_RECORD}`,
  });
}
