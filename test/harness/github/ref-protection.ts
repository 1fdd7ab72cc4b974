import type { Grant } from './grants.ts';
import { keptPerWorld } from './kept-per-world.ts';
import type { World } from './world.ts';

/** What keeps refs from being changed: a protected branch, or a ruleset, which can hold tags too. */
export interface Protection {
  repository: string;
  /** Full names, where `*` stands for anything: `refs/heads/main`, `refs/tags/*`. */
  refs: string;
  by: 'branch protection' | 'ruleset';
  /** Logins that it does not hold, besides administrators. */
  except: readonly string[];
}

export interface RefChange {
  repository: string;
  ref: string;
  /** `undefined`: the ref is new. */
  before: string | undefined;
  /** `undefined`: the ref is deleted. */
  after: string | undefined;
}

/** A refused change, in the words of the API and in those of git. */
export interface RefRefusal {
  message: string;
  /** What git says of the ref, in brackets. */
  reason: string;
  /** What git shows behind `remote: `. */
  remote: string[];
}

export const protectionsOf = keptPerWorld((): Protection[] => []);

/** Why this token may not make the change, or `undefined` where it may. */
export function refusalOf(change: RefChange, grant: Grant, world: World): RefRefusal | undefined {
  const { repository, ref } = change;
  if (grant.permissions === 'admin') return undefined;
  const held = protectionsOf(world).find(
    (one) => one.repository === repository && matches(one.refs, ref) && !one.except.includes(grant.login),
  );
  if (held === undefined) return undefined;
  const rule = brokenRule(change);
  if (held.by === 'branch protection') {
    return {
      message: rule,
      reason: 'protected branch hook declined',
      remote: [`error: GH006: Protected branch update failed for ${ref}.`, `error: ${rule}`],
    };
  }
  return {
    message: `Repository rule violations found\n\n${rule}\n\n`,
    reason: 'push declined due to repository rule violations',
    remote: [
      `error: GH013: Repository rule violations found for ${ref}.`,
      `Review all repository rules at ${world.url}/${repository}/rules?ref=${encodeURIComponent(ref)}`,
      '',
      `- ${rule}`,
      '',
    ],
  };
}

function brokenRule({ ref, before, after }: RefChange): string {
  if (after === undefined) return 'Cannot delete this protected ref.';
  if (before === undefined) return 'Cannot create ref due to creations being restricted.';
  return ref.startsWith('refs/heads/')
    ? 'Changes must be made through a pull request.'
    : 'Cannot update this protected ref.';
}

function matches(pattern: string, ref: string): boolean {
  const source = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${source.join('.*')}$`).test(ref);
}
