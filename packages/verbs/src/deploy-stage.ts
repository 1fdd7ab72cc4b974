import type { Version } from '@assay/contract';
import type { Ledger, ModelTags } from '@assay/registry';

/** That a version gets a stage, or loses it. */
export interface StageEvent {
  kind: 'assign' | 'unassign';
  stage: string;
}

/**
 * Takes a stage from a version that has it; or gives a stage that is in use to a version that is in service, where another
 * has it or none. Run twice, it does nothing.
 */
export async function tagStage(
  ledger: Ledger,
  version: Version,
  event: StageEvent,
  at: Date,
  message: string,
): Promise<void> {
  await ledger.writeTags(version.model, at, (tags) =>
    isDue(tags, version, event) ? [{ event, commit: version.commit, message }] : [],
  );
}

function isDue(now: ModelTags, { version, commit }: Version, { kind, stage }: StageEvent): boolean {
  if (kind === 'unassign') return hasStage(now, commit, stage);
  const used = now.tags.some(({ event }) => 'stage' in event && event.stage === stage);
  return used && now.stages.get(stage)?.version !== version;
}

/** Whether the last that was said of a stage on a commit is that it has it; also behind a later version's. */
function hasStage({ tags }: ModelTags, commit: string, stage: string): boolean {
  const last = tags.findLast(
    ({ event, commit: of }) => of === commit && 'stage' in event && event.stage === stage,
  );
  return last?.event.kind === 'assign';
}
