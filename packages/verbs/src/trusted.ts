import { UserError } from '@assay/contract';
import type { Context } from './context.ts';

/**
 * Holds a verb that writes tags, the ledger or deployments to code that has been accepted.
 *
 * @throws UserError `untrusted-run`
 */
export function requireTrusted({ trigger }: Context, verb: string): void {
  if (trigger.trusted) return;
  throw new UserError(
    'untrusted-run',
    `${verb} does not run on this event (${trigger.event}): its code has not been accepted yet`,
    {
      fix: 'run it on a push to the default branch, on a tag, on a schedule, or by hand on the default branch',
    },
  );
}
