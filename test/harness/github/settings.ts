import { keptPerWorld } from './kept-per-world.ts';

/** Settings of a repository that change what tokens may do. */
export interface Settings {
  /** "Allow GitHub Actions to create and approve pull requests". Off in new repositories of GitHub. */
  actionsMayOpenPulls: boolean;
  workflowPermissions: 'read' | 'write';
  /** Accounts that may write, beside the owner. */
  writers: string[];
}

const known = keptPerWorld((): Map<string, Settings> => new Map());

/** The settings of a repository, to read and to change. */
export function settingsOf(repository: string, world: Parameters<typeof known>[0]): Settings {
  const all = known(world);
  const settings = all.get(repository) ?? {
    actionsMayOpenPulls: true,
    workflowPermissions: 'read',
    writers: ['octocat'],
  };
  all.set(repository, settings);
  return settings;
}
