import { UserError } from '@assay/contract';
import type { Git } from './git.ts';

/**
 * Checks that a ref can be made on the remote beside those that are there: git keeps refs as files, and so `a` and `a/b` cannot
 * both be. A push that fails for it looks like one that lost a race, and never succeeds.
 *
 * @param ref in full: `refs/heads/a`
 * @param or what else the user may do than to rename the other ref
 * @throws UserError `ref-conflict`
 */
export async function requireRoom(git: Git, ref: string, or = ''): Promise<void> {
  const steps = ref.split('/');
  const above = steps.map((_, at) => steps.slice(0, at).join('/')).slice(3);
  const listed = await git.run(['ls-remote', '--refs', 'origin', ...above, `${ref}/*`]);
  const names = listed.split('\n').map((line) => line.split('\t')[1] ?? '');
  const other = names.find((name) => above.includes(name) || name.startsWith(`${ref}/`));
  if (other === undefined) return;
  throw new UserError(
    'ref-conflict',
    `${short(ref)} cannot be made on the remote, because ${short(other)} is there`,
    { fix: `rename or remove ${short(other)}${or}: git has no place for "a" and "a/b" side by side` },
  );
}

function short(ref: string): string {
  return ref.replace(/^refs\/heads\//, 'the branch ').replace(/^refs\/tags\//, 'the tag ');
}
