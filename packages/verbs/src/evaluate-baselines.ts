import { readFile } from 'node:fs/promises';
import { type Policy, parseRecord, UserError, whyUnreadable } from '@assay/contract';
import type { Ledger } from '@assay/registry';
import { type Base, openLedger } from './baseline.ts';
import type { Context } from './context.ts';
import { inRoot } from './project.ts';
import { findVersion } from './promote-version.ts';

/**
 * The baselines that the rules of a policy name beside the base, the trivial model and the rows of training: the version in production, the newest
 * release, records by their path.
 *
 * @throws UserError `baseline-missing`, `baseline-empty`, and as `parseRecord`, for a record that is named
 */
export async function findOthers(
  context: Context,
  model: string,
  policy: Policy | undefined,
): Promise<{ name: string; base: Base }[]> {
  const named = new Set((policy?.rules ?? []).flatMap(({ against }) => against ?? []));
  const wanted = [...named].filter((name) => !['base', 'trivial', 'training'].includes(name));
  if (wanted.length === 0) return [];
  const ledger = await openLedger(context).catch((error: unknown) => {
    if (!(error instanceof UserError)) throw error;
    context.log.warn(`baselines of the ledger are not there: ${error.message}; ${error.fix}`);
    return undefined;
  });
  const found = [];
  for (const name of wanted) {
    const base = name.endsWith('.json')
      ? await recordAt(context, name, ledger)
      : ledger === undefined
        ? 'unknown'
        : await versionBase(context, ledger, model, name);
    found.push({ name, base });
  }
  return found;
}

/** The record of the version in production, or of the newest one; a tag that is not the ledger's own is not believed. */
async function versionBase(context: Context, ledger: Ledger, model: string, name: string): Promise<Base> {
  try {
    const { stages, versions } = await ledger.tags(model);
    const version = name === 'production' ? stages.get('production')?.version : [...versions.keys()].at(-1);
    if (version === undefined) return 'none';
    const { commit, artifact } = await findVersion(ledger, model, version);
    const record = await ledger.recordOf(model, commit);
    if (record?.artifact?.digest === artifact) return { baseline: { record, commit, behind: 0 }, ledger };
    context.log.warn(`not compared with ${name}: the record of ${version} is not in the ledger`);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    context.log.warn(`not compared with ${name}: ${error.message}; ${error.fix}`);
  }
  return 'unknown';
}

async function recordAt(context: Context, path: string, ledger: Ledger | undefined): Promise<Base> {
  const text = await readFile(inRoot(context, path), 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new UserError('baseline-missing', `the record ${path} cannot be read: ${whyUnreadable(cause)}`, {
      fix: `check "against: ${path}" under "gate:", and that the file is committed`,
      cause,
    });
  });
  const record = parseRecord(text, path);
  if (record.evaluation === undefined) {
    throw new UserError('baseline-empty', `the record ${path} holds no evaluation`, {
      fix: 'name the record of a run that was evaluated',
    });
  }
  return { baseline: { record, commit: record.source.commit, behind: 0 }, ledger };
}
