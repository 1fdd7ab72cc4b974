import type { Version } from '@assay/contract';
import type { Ledger, ModelTags } from '@assay/registry';

/** Takes a stage from a version that has it. Run twice, it does nothing. */
export async function unassignStage(
  ledger: Ledger,
  version: Version,
  stage: string,
  at: Date,
  message: string,
): Promise<void> {
  await ledger.writeTags(version.model, at, (tags) =>
    hasStage(tags, version.commit, stage)
      ? [{ event: { kind: 'unassign', stage }, commit: version.commit, message }]
      : [],
  );
}

/** Gives a stage that is in use to a version that is in service again, where another has it or none. Run twice, it does nothing. */
export async function assignStage(
  ledger: Ledger,
  version: Version,
  stage: string,
  at: Date,
  message: string,
): Promise<void> {
  await ledger.writeTags(version.model, at, ({ tags, stages }) => {
    const used = tags.some(({ event }) => 'stage' in event && event.stage === stage);
    return used && stages.get(stage)?.version !== version.version
      ? [{ event: { kind: 'assign', stage }, commit: version.commit, message }]
      : [];
  });
}

/** Whether the last that was said of a stage on a commit is that it has it; also behind a later version's. */
function hasStage({ tags }: ModelTags, commit: string, stage: string): boolean {
  const last = tags.findLast(
    ({ event, commit: of }) => of === commit && 'stage' in event && event.stage === stage,
  );
  return last?.event.kind === 'assign';
}
