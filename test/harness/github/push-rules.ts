import type { PushRules } from '../git/git-http-handler.ts';
import type { Grant } from './grants.ts';
import { refChanged } from './ref-changes.ts';
import { refusalOf } from './ref-protection.ts';
import type { World } from './world.ts';

/** What protection says to a push of this token, and what follows from the changes that git has taken. */
export function pushRules(repository: string, grant: Grant | undefined, world: World): PushRules {
  return {
    refuse: (command) =>
      grant === undefined ? undefined : refusalOf({ repository, ...command }, grant, world),
    async pushed(commands) {
      for (const command of commands) {
        const now = await world.git.ask(repository, 'show-ref', '--verify', '--hash', command.ref);
        const taken = now === command.after && now !== command.before;
        if (taken && grant !== undefined) await refChanged({ repository, ...command }, grant, world);
      }
    },
  };
}
