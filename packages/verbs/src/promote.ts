import { type Promote, promoteSchema, stageSchema, UserError, type Version } from '@assay/contract';
import { Git, type MlflowVersion } from '@assay/registry';
import { freshLedger } from './baseline.ts';
import type { Context } from './context.ts';
import { needs, readProject } from './project.ts';
import type { PromoteInputs } from './promote-definition.ts';
import { gatherEvidence, TO_RECORD } from './promote-evidence.ts';
import { mirror, mlflowAddress } from './promote-mlflow.ts';
import { promotionPolicy } from './promote-policy.ts';
import { type Registered, register, versionGiven } from './promote-register.ts';
import { requireTrusted } from './trusted.ts';
import type { Result } from './verb.ts';

/** What `--json` prints. */
export interface Promoted {
  version: Version;
  registered: boolean;
  stage: string;
  'stage-tag': string;
  mlflow: MlflowVersion | null;
}

export async function promote(given: PromoteInputs, context: Context): Promise<Result<Promoted>> {
  requireTrusted(context, 'promote');
  const project = await readProject(context, given.config);
  if (project === undefined) throw needs('contract', 'config', 'model');
  const { model, gate } = project.value;
  if (gate === undefined) throw noPolicy();
  const wanted = given.version === undefined ? undefined : versionGiven(given.version);
  const settings = settingsOf(given, project.value.promote);
  const address = mlflowAddress(context, given['mlflow-tracking-uri'], settings);

  const git = new Git({ cwd: context.root, env: context.gitEnvironment });
  const { commit, checkedOut } = await commitOf(git, given.commit);
  const ledger = await freshLedger(context);
  const policy = await promotionPolicy(context, git, ledger, given.config, gate);
  const evidence = await gatherEvidence(context, ledger, { model, commit, checkedOut, policy });
  const registered = await register(ledger, {
    evidence,
    commit,
    wanted,
    bump: settings.bump,
    stage: settings.stage,
    at: context.now(),
    by: await actor(context, git),
    run: context.trigger.run?.url ?? null,
  });
  // The model may have been on its way out of the newest ones; as a version it stays.
  if ((await ledger.keepModel(evidence.artifact, context.root)) === 'too-large')
    context.log.warn(
      'the model is over 50 MB and is not kept: deploy and rollback need it in their work tree',
    );
  const mirrored =
    address === undefined ? null : await mirror(context, address, settings, registered, evidence);
  return resultOf(registered, settings.stage, mirrored);
}

function settingsOf(given: PromoteInputs, contract: Promote | undefined): Promote {
  const settings = contract ?? promoteSchema.parse({});
  const stage = given.stage ?? settings.stage;
  if (!stageSchema.safeParse(stage).success) {
    throw new UserError('stage-malformed', `"${stage}" is not a stage`, {
      fix: 'use letters, digits, "-", "_" and "/"; begin and end with a letter or digit',
    });
  }
  return { ...settings, stage, bump: given.bump ?? settings.bump };
}

/** The full id of the commit that is meant, and whether it is the one that is checked out. */
async function commitOf(
  git: Git,
  wanted: string | undefined,
): Promise<{ commit: string; checkedOut: boolean }> {
  const head = (await git.run(['rev-parse', '--verify', 'HEAD^{commit}'])).trim();
  if (wanted === undefined) return { commit: head, checkedOut: true };
  const found = await git.try(['rev-parse', '--verify', '--quiet', '--end-of-options', `${wanted}^{commit}`]);
  const commit = found.stdout.trim();
  if (found.code === 0) return { commit, checkedOut: commit === head };
  // A shallow clone does not have it, and need not: the ledger and the remote do.
  if (/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(wanted)) return { commit: wanted, checkedOut: false };
  throw new UserError('commit-unknown', `there is no commit "${wanted}" in this clone`, {
    fix: 'give the commit by its full id, or fetch what it names',
  });
}

/** Who approves: whoever the run is of, or this clone's user. */
async function actor({ trigger }: Context, git: Git): Promise<string> {
  if (trigger.run !== null) return trigger.run.actor;
  const name = (await git.try(['config', 'user.name'])).stdout.trim();
  return name === '' ? 'somebody at a terminal' : name;
}

function noPolicy(): UserError {
  return new UserError('policy-missing', 'assay.yml has no "gate:" section, so nothing can be judged', {
    fix: `add "gate:" with "rules:", commit that, and put the commit on record: ${TO_RECORD}`,
  });
}

function resultOf(
  { version, registered, stageTag, assigned }: Registered,
  stage: string,
  mirrored: MlflowVersion | UserError | null,
): Result<Promoted> {
  const failed = mirrored instanceof UserError;
  const done = [
    `${version.tag} ${registered ? 'registered' : 'was registered already'}`,
    `${stage} ${assigned ? 'given' : 'was given already'} (${stageTag})`,
    ...(mirrored === null || failed
      ? []
      : [`MLflow at ${mirrored.host}: version ${mirrored.version}, alias ${mirrored.alias}`]),
  ].join('; ');
  return {
    document: { version, registered, stage, 'stage-tag': stageTag, mlflow: failed ? null : mirrored },
    exit: failed ? 1 : 0,
    outputs: {
      version: version.version,
      tag: version.tag,
      'stage-tag': stageTag,
      commit: version.commit,
      'model-digest': version.artifact,
      registered: String(registered),
    },
    annotations: [],
    report: null,
    alone: true,
    message: failed
      ? `${done}\n${mirrored.message}\nthe version stands in git; run again to mend the mirror: ${mirrored.fix}`
      : done,
  };
}
