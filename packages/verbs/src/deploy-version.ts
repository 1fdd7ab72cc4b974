import { join } from 'node:path';
import { digestPaths, digestValue, type Policy, UserError, type Version } from '@assay/contract';
import type { VerifiedVersion } from '@assay/deploy';
import { Git, type Ledger, parseTag } from '@assay/registry';
import type { Context } from './context.ts';
import { inRoot } from './project.ts';
import { requireOwn } from './promote-evidence.ts';
import { findVersion, findVersionOfCommit } from './promote-version.ts';

/** What names a version. */
export interface Named {
  version?: string | undefined;
  tag?: string | undefined;
}

/**
 * The registered version that is meant: by its name, by its tag, or by another tag on its commit (of several versions of a
 * commit the newest).
 *
 * @throws UserError `version-unknown`, `tag-unknown`, `tag-moved`, `tag-takes-back`, `nothing-to-do`, and those of `findVersion`
 */
export async function versionMeant(
  context: Context,
  ledger: Ledger,
  model: string,
  named: Named,
): Promise<Version> {
  if (named.version !== undefined) return findVersion(ledger, model, named.version);
  const tag = named.tag ?? context.trigger.tag;
  if (tag === null) {
    throw new UserError('nothing-to-do', 'there is no version to deploy', {
      fix: 'give the input "version" or "tag", or run on a release tag',
    });
  }
  const event = parseTag(tag)?.event;
  if (event?.kind === 'register') return findVersion(ledger, model, tag);
  if (event !== undefined && event.kind !== 'assign') {
    throw new UserError('tag-takes-back', `${tag} takes something back: there is nothing to deploy by it`, {
      fix: 'leave tags that end in "!" or in "deprecated" out of the filter of the workflow',
    });
  }
  const commit = await commitOf(context, tag);
  const known = (await ledger.versions(model)).filter((version) => version.commit === commit);
  const newest = known.toSorted((a, b) => a.at.localeCompare(b.at)).at(-1);
  const found =
    newest === undefined
      ? await findVersionOfCommit(ledger, model, commit)
      : await findVersion(ledger, model, newest.version);
  if (found !== undefined) return found;
  throw new UserError(
    'version-unknown',
    `the commit of ${tag}, ${commit.slice(0, 12)}, is no version of ${model}`,
    {
      fix: 'register it with "promote" first, or tag a commit that is a version',
    },
  );
}

/**
 * Looks anew at what is to be deployed: the verdict on its bytes is in the ledger and is a pass, under the policy that it
 * was registered with or under the one in force; and the bytes are those, in the work tree or else from the model store.
 *
 * @throws UserError `verdict-missing`, `verdict-other-model`, `verdict-not-pass`, `model-missing`, `model-damaged`, `path-outside`
 */
export async function verifyForService(
  context: Context,
  ledger: Ledger,
  version: Version,
  policy: Policy | undefined,
): Promise<VerifiedVersion> {
  const { model, artifact, version: name } = version;
  const verdict = await ledger.verdictOn(model, artifact);
  if (verdict === undefined) {
    throw new UserError('verdict-missing', `the ledger has no verdict on ${model} ${name} (${artifact})`, {
      fix: 'run the workflow of its commit again on the default branch, which records the verdict',
    });
  }
  requireOwn(verdict, artifact);
  const policies = [version.policy, ...(policy === undefined ? [] : [digestValue(policy)])];
  if (verdict.outcome !== 'pass' || !policies.includes(verdict.policy)) {
    const but = verdict.outcome === 'pass' ? 'a pass under another policy' : verdict.outcome;
    throw new UserError('verdict-not-pass', `the verdict on ${model} ${name} is by now: ${but}`, {
      fix: 'deploy a version whose verdict is a pass; "gate" tells why this one is none',
    });
  }
  return withBytes(context, ledger, version);
}

/**
 * A version that was in service before, with its bytes looked at anew. Its verdict is not: a later judgement, against a better
 * model or of other rows, must not keep the last good one out when it is needed.
 *
 * @throws UserError `model-missing`, `model-damaged`, `path-outside`
 */
export async function withBytes(
  context: Context,
  ledger: Ledger,
  version: Version,
): Promise<VerifiedVersion> {
  const { model, artifact, commit, version: name } = version;
  return { model, version: name, artifact, commit, path: await bytesOf(context, ledger, version) };
}

/** Where the version's bytes lie: a model of one path at that path, else the folder that holds all of them. */
async function bytesOf(context: Context, ledger: Ledger, version: Version): Promise<string> {
  const { root, log } = context;
  const { artifact, paths } = version;
  const [only] = paths;
  const at = (folder: string) => (paths.length === 1 && only !== undefined ? join(folder, only) : folder);
  const here = await digestPaths(root, paths).catch((error: unknown) => {
    if (error instanceof UserError) return undefined;
    throw error;
  });
  if (here?.digest === artifact) return at(root);
  if (here !== undefined)
    log.info(
      `the model in the work tree is another one (${here.digest.slice(0, 19)}): the bytes kept in git are used`,
    );
  const folder = inRoot(context, join('.assay', 'model', artifact.replace('sha256:', '').slice(0, 16)));
  if (await ledger.fetchModel({ digest: artifact, paths }, folder)) return at(folder);
  throw new UserError(
    'model-missing',
    `the bytes of ${version.model} ${version.version} are nowhere: ${artifact}`,
    {
      fix: `put them at ${paths.join(', ')} before this step; models over 50 MB are not kept in git`,
    },
  );
}

/** The commit of a tag, as the remote has it now. */
async function commitOf({ root, gitEnvironment, trigger }: Context, tag: string): Promise<string> {
  const git = new Git({ cwd: root, env: gitEnvironment });
  const ref = `refs/tags/${tag}`;
  const remote = await git.try(['remote', 'get-url', 'origin']);
  const listed = await git.run(['ls-remote', '--', remote.code === 0 ? 'origin' : '.', ref, `${ref}^{}`]);
  const oids = new Map(
    listed.split('\n').map((line) => {
      const [oid = '', name = ''] = line.split('\t');
      return [name, oid];
    }),
  );
  const object = oids.get(ref);
  if (object === undefined) {
    throw new UserError('tag-unknown', `the remote has no tag ${tag}`, {
      fix: 'push the tag, or name another',
    });
  }
  const commit = oids.get(`${ref}^{}`) ?? object;
  if (tag === trigger.tag && ![commit, object].includes(trigger.commit ?? '')) {
    throw new UserError('tag-moved', `the tag ${tag} was moved since this run began`, {
      fix: 'run the workflow of the tag as it is now',
    });
  }
  return commit;
}
