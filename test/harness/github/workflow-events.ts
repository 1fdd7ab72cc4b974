import { keptPerWorld } from './kept-per-world.ts';
import type { JsonObject } from './openapi/json-schema.ts';
import type { World } from './world.ts';

/** Something that starts the workflows that are `on` it. */
export interface WorkflowEvent {
  event: 'push' | 'pull_request' | 'workflow_dispatch' | 'repository_dispatch' | 'release';
  repository: string;
  actor: string;
  /** `opened`, `synchronize`, `closed`, `published`, or the type of a repository_dispatch. */
  action?: string;
  /** `refs/heads/main`; of a pull request the branch that it comes from. */
  ref: string;
  /** The commit that the run is about; of a deletion none. */
  sha?: string;
  /** Of a pull request. */
  number?: number;
  /** Path of the one workflow that was dispatched, its run, and what it was given. */
  workflow?: string;
  run?: number;
  inputs?: JsonObject;
  /** The run waits until somebody who may write approves it. */
  held?: 'approval required';
}

const WORKFLOW = 'github-actions[bot]';
const HELD_ACTIONS = ['opened', 'synchronize', 'reopened'];

/** What started workflows, or would have where it is held, oldest first. */
export const eventsOf = keptPerWorld((): WorkflowEvent[] => []);

/**
 * Notes an event, unless GITHUB_TOKEN is behind it: what that does starts nothing, but for dispatches, and runs of its pull
 * requests wait for an approval.
 */
export function note(event: WorkflowEvent, world: World): void {
  const isDispatch = event.event.endsWith('_dispatch');
  if (event.actor !== WORKFLOW || isDispatch) eventsOf(world).push(event);
  else if (event.event === 'pull_request' && HELD_ACTIONS.includes(event.action ?? ''))
    eventsOf(world).push({ ...event, held: 'approval required' });
}
