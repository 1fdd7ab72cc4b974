/** Why a remote did not take a push. */
export type RemoteRefusal = 'lost-race' | 'no-permission' | 'protected' | 'unreachable';

const RACE =
  /stale info|fetch first|non-fast-forward|cannot lock ref|failed to update ref|already exists|directory file conflict/;
const PERMISSION =
  /(error:|HTTP) 40[13]|permission .*denied|insufficient permission|Authentication failed|could not read Username/i;
const RULE = /protected|GH0\d\d|rule violations|hook declined/i;

/**
 * What git's words on a failed push come to. A race that is lost each time may be a ref in the way: see `requireRoom`. What is
 * no word on races or permissions is a remote that is gone, or that failed.
 */
export function remoteRefusal(stderr: string): RemoteRefusal {
  if (RACE.test(stderr)) return 'lost-race';
  if (PERMISSION.test(stderr)) return 'no-permission';
  return RULE.test(stderr) ? 'protected' : 'unreachable';
}
