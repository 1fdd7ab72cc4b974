import { type Promote, UserError, type Version, versionNameSchema } from '@assay/contract';
import {
  isVersion,
  type Ledger,
  type ModelTags,
  type NewTag,
  nextVersion,
  parseTag,
  writeTag,
} from '@assay/registry';
import type { Evidence } from './promote-evidence.ts';
import { stageMessage, versionMessage } from './promote-message.ts';
import { checkTag } from './promote-version.ts';

export interface Registration {
  evidence: Evidence;
  commit: string;
  /** The name that was asked for; `undefined`: the next one. */
  wanted: string | undefined;
  bump: Promote['bump'];
  stage: string;
  at: Date;
  by: string;
  run: string | null;
}

export interface Registered {
  version: Version;
  /** Whether its tag was made now. */
  registered: boolean;
  /** The tag that gives it the stage. */
  stageTag: string;
  /** Whether the stage was given now. */
  assigned: boolean;
}

/**
 * Makes a model a version with a stage: the one that its bytes are already, or the next.
 *
 * The ledger comes first, the tags second. The ledger's branch is the only place where one writer can see all others', so
 * the name is claimed there; and what reads a tag (a deployment that it starts) finds its version there already. Cut off
 * between the two, there is a claim without a tag, which nobody deploys, and which the next run finds by the digest and
 * tags. The other way round there would be a tag without evidence, just as a stranger's. Both tags go in one push.
 *
 * @throws UserError `version-taken`, `version-other`, `commit-registered`, `version-tag-mismatch`,
 *   `version-deregistered`, and as `Ledger.registerVersion` and `Ledger.writeTags`
 */
export async function register(ledger: Ledger, registration: Registration): Promise<Registered> {
  const { evidence, stage, at } = registration;
  const { model } = evidence.record;
  const tags = await ledger.tags(model);
  const version = await ledger.registerVersion(model, (known) => decide(known, tags, registration));
  const { names, before } = await ledger.writeTags(model, at, (now) =>
    wantedTags(now, version, registration),
  );
  const registered = names.includes(version.tag);
  const assigned = names.find((name) => name !== version.tag);
  const stageTag = assigned ?? before.stages.get(stage)?.tag.tag ?? '';
  return { version, registered, stageTag, assigned: assigned !== undefined };
}

function decide(known: readonly Version[], tags: ModelTags, registration: Registration): Version {
  const { evidence, commit, wanted, bump, at, by, run } = registration;
  const { record, artifact, verdict } = evidence;
  const same = known.find((version) => version.artifact === artifact.digest);
  if (same !== undefined) {
    if (wanted === undefined || wanted === same.version) return same;
    throw new UserError('version-other', `this model is registered already, as ${same.version}`, {
      fix: `leave the input "version" out, or give ${same.version}: the same bytes are one version`,
    });
  }
  const onCommit = known.find((version) => version.commit === commit);
  if (onCommit !== undefined) throw commitRegistered(commit, onCommit.version);
  const version = wanted ?? nextVersion([...known.map((one) => one.version), ...namesOf(tags)], bump);
  const name = writeTag({ name: record.model, event: { kind: 'register', version }, counter: null });
  if (known.some((one) => one.version === version) || tags.taken.has(name)) {
    throw new UserError('version-taken', `${name} is there already, and is another model`, {
      fix: 'give another "version", or none: the next one is then taken',
    });
  }
  return {
    assay: 'version/1',
    model: record.model,
    version,
    commit,
    tag: name,
    artifact: artifact.digest,
    paths: artifact.paths,
    bytes: artifact.bytes,
    policy: verdict.policy,
    set: verdict.set,
    record: record.id,
    metrics: metricsOf(evidence),
    at: at.toISOString(),
    by,
    run,
  };
}

/** Versions that a tag names: one that was taken back, or of a lightweight tag, is used up too. */
function namesOf({ taken }: ModelTags): string[] {
  return [...taken].flatMap((tag) => {
    const event = parseTag(tag)?.event;
    return event !== undefined && 'version' in event ? [event.version] : [];
  });
}

function wantedTags(now: ModelTags, version: Version, registration: Registration): NewTag[] {
  const { evidence, stage, by, run } = registration;
  checkTag(version, now);
  for (const [name, { commit }] of now.versions) {
    // GTO knows one version a commit, and reads nothing any more where there are two.
    if (commit === version.commit && name !== version.version) throw commitRegistered(commit, name);
  }
  const wanted: NewTag[] = [];
  if (!now.taken.has(version.tag)) {
    const message = versionMessage(version, evidence.record, evidence.verdict);
    wanted.push({ event: { kind: 'register', version: version.version }, commit: version.commit, message });
  }
  if (now.stages.get(stage)?.version !== version.version) {
    const message = stageMessage(version, stage, evidence.verdict.why, { by, run });
    wanted.push({ event: { kind: 'assign', stage }, commit: version.commit, message });
  }
  return wanted;
}

function commitRegistered(commit: string, version: string): UserError {
  return new UserError(
    'commit-registered',
    `the commit ${commit.slice(0, 12)} is ${version} already, which is another model`,
    { fix: 'commit what makes the difference and promote that: a commit is one version' },
  );
}

function metricsOf({ record }: Evidence): Record<string, number> {
  const all = record.evaluation?.metrics ?? [];
  return Object.fromEntries(
    all.flatMap(({ metric, slice, value }) => (slice === null && value !== null ? [[metric, value]] : [])),
  );
}

/** A version as a user gives it: `v1.2.3`, or without the `v`. @throws UserError `version-malformed` */
export function versionGiven(text: string): string {
  const version = /^\d/.test(text) ? `v${text}` : text;
  if (versionNameSchema.safeParse(version).success && isVersion(version)) return version;
  throw new UserError('version-malformed', `"${text}" is not a version`, {
    fix: 'write it as v1.2.3, or v1.2.3-rc.1',
  });
}
