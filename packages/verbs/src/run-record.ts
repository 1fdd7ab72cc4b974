import {
  type AssayYml,
  digestValue,
  type Located,
  type RunRecord,
  readRecord,
  type Section,
  UserError,
  withSections,
  writeRecord,
} from '@assay/contract';
import { Git } from '@assay/registry';
import { ulid } from 'ulid';
import type { Context } from './context.ts';
import { inRoot } from './project.ts';

/** What a step makes anew, and what rests on that, which is of no worth then. */
const replacedBy = {
  data: ['data', 'verdict'],
  training: ['training', 'artifact', 'evaluation', 'comparisons', 'verdict'],
  evaluation: ['evaluation', 'comparisons', 'verdict'],
  verdict: ['verdict'],
} satisfies Record<string, readonly Section[]>;

type Owner = keyof typeof replacedBy;

/** What the model is called that a run is about. */
export function modelOf(project: Located<AssayYml> | undefined): string {
  return project?.value.model ?? 'model';
}

/** The record of this run, as the steps before this one left it, or a new one; without what this step makes anew. */
export async function openRecord(
  context: Context,
  path: string,
  project: Located<AssayYml> | undefined,
  owner: Owner,
): Promise<RunRecord> {
  const fresh = await startRecord(context, project);
  const found = await readRecord(inRoot(context, path), replacedBy[owner]).catch((error: unknown) => {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(error.code, error.message, {
      fix: `remove ${path}, and run the steps again`,
      cause: error,
    });
  });
  return found !== undefined && isSameRun(found, fresh) ? found : fresh;
}

/** A record with nothing in it but where it comes from. */
async function startRecord(context: Context, project: Located<AssayYml> | undefined): Promise<RunRecord> {
  const { trigger, now, host, version } = context;
  return {
    assay: 'run/1',
    id: ulid(now().getTime()),
    model: modelOf(project),
    created: now().toISOString(),
    source: {
      repository: trigger.repository,
      commit: trigger.commit,
      branch: trigger.branch,
      dirty: await isDirty(context),
      base: trigger.base,
      pull: trigger.pull?.number ?? null,
    },
    origin: {
      event: trigger.event,
      run: trigger.run?.url ?? null,
      attempt: trigger.run?.attempt ?? null,
      job: trigger.run?.job ?? null,
      actor: trigger.run?.actor ?? null,
      host,
    },
    contract: project === undefined ? null : { digest: digestValue(project.value) },
    'made-by': { assay: version, engine: null },
  };
}

/**
 * Puts a step's sections into the record, drops what rested on their old selves, and writes it.
 *
 * @param engine what computed them, if an engine did
 * @throws UserError `record-too-large`: what no later step could read is not written
 */
export async function addSections(
  context: Context,
  path: string,
  record: RunRecord,
  owner: Owner,
  parts: Parameters<typeof withSections>[1],
  engine = record['made-by'].engine,
): Promise<RunRecord> {
  const kept = { ...record, 'made-by': { ...record['made-by'], engine } };
  for (const section of replacedBy[owner]) delete kept[section];
  const next = withSections(kept, parts);
  await writeRecord(inRoot(context, path), next);
  return next;
}

/** One run on GitHub; at a terminal, the same commit. */
function isSameRun(found: RunRecord, fresh: RunRecord): boolean {
  return (
    found.model === fresh.model &&
    found.source.commit === fresh.source.commit &&
    found.origin.run === fresh.origin.run &&
    found.origin.attempt === fresh.origin.attempt
  );
}

/** Whether tracked files differ from the commit. */
export async function isDirty(context: Context): Promise<boolean> {
  const { dirty } = context.trigger;
  if (dirty !== null) return dirty;
  const git = new Git({ cwd: context.root, env: context.gitEnvironment });
  const status = await git.try(['status', '--porcelain', '--untracked-files=no']);
  return status.code === 0 && status.stdout !== '';
}
