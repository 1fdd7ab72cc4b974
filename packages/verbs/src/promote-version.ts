import { UserError, type Version } from '@assay/contract';
import { type Ledger, type ModelTags, parseTag } from '@assay/registry';
import { modelInMessage } from './promote-message.ts';

/**
 * The registered version that a name or its tag means (`v1.2.3`, `tips@v1.2.3`), checked: the ledger has it, and its tag
 * is the one that was made for it.
 *
 * @throws UserError `version-unknown`, and as {@link verifyVersion}
 */
export async function findVersion(ledger: Ledger, model: string, name: string): Promise<Version> {
  const parsed = parseTag(name);
  if (parsed !== undefined && (parsed.name !== model || parsed.event.kind !== 'register')) {
    throw new UserError('version-unknown', `${name} is not a version of ${model}`, {
      fix: `name a version as ${model}@v1.2.3`,
    });
  }
  const wanted = parsed?.event.kind === 'register' ? parsed.event.version : name;
  const version = (await ledger.versions(model)).find((known) => known.version === wanted);
  const tags = await ledger.tags(model);
  if (version !== undefined) return verifyVersion(version, tags);
  if (tags.versions.has(wanted)) {
    throw new UserError('version-unknown', `the tag ${model}@${wanted} was not made by Assay`, {
      fix: 'register the model with "promote", which holds it against its verdict; a tag made by hand has none',
    });
  }
  throw new UserError('version-unknown', `${model} has no version ${wanted}`, {
    fix: `register it with "promote"; known: ${[...tags.versions.keys()].slice(-5).join(', ') || 'none'}`,
  });
}

/**
 * The version that a commit is, checked; `undefined` where it is none. A later commit that was recorded with the same model
 * is the same version.
 *
 * @throws UserError as {@link verifyVersion}
 */
export async function findVersionOfCommit(
  ledger: Ledger,
  model: string,
  commit: string,
): Promise<Version | undefined> {
  const versions = await ledger.versions(model);
  const digest = (await ledger.recordOf(model, commit))?.artifact?.digest;
  const version =
    versions.find((known) => known.commit === commit) ?? versions.find((known) => known.artifact === digest);
  return version === undefined ? undefined : verifyVersion(version, await ledger.tags(model));
}

/**
 * Checks that a version's tag is there, is on its commit, and was made of its model.
 *
 * @throws UserError `version-not-tagged`, `version-deregistered`, `version-tag-mismatch`
 */
function verifyVersion(version: Version, tags: ModelTags): Version {
  if (!tags.taken.has(version.tag)) {
    throw new UserError('version-not-tagged', `${version.tag} is in the ledger, and its tag is not there`, {
      fix: `was "promote" cut off, or the tag removed by hand? Run "promote" with commit ${version.commit}: it mends both`,
    });
  }
  checkTag(version, tags);
  return version;
}

/** Checks the tag of a version, where there is one. @throws UserError `version-deregistered`, `version-tag-mismatch` */
export function checkTag(version: Version, { tags, taken, versions }: ModelTags): void {
  if (!taken.has(version.tag)) return;
  const tag = tags.find(({ tag: name }) => name === version.tag);
  const differs =
    tag === undefined
      ? 'it is a lightweight tag'
      : tag.commit !== version.commit
        ? `it is on ${tag.commit.slice(0, 12)}, and was made on ${version.commit.slice(0, 12)}`
        : modelInMessage(tag.message) !== version.artifact
          ? `it is not of the model ${version.artifact}`
          : undefined;
  if (differs !== undefined) {
    throw new UserError(
      'version-tag-mismatch',
      `the tag ${version.tag} is not the one in the ledger: ${differs}`,
      {
        fix: `somebody moved it or made it by hand: remove it (git push origin :refs/tags/${version.tag}), and run "promote" with commit ${version.commit}`,
      },
    );
  }
  if (versions.has(version.version)) return;
  throw new UserError('version-deregistered', `${version.tag} was taken back (${version.tag}!)`, {
    fix: `train another model; or, if it was a mistake, remove the tag ${version.tag}!`,
  });
}
