import { UserError } from '@assay/contract';
import { remoteRefusal } from '../git/remote-refusal.ts';
import { tellingLine } from '../git/telling-line.ts';
import { LEDGER_BRANCH } from './paths.ts';

/** The mistake behind a push that failed for good, by git's words. */
export function refused(what: string, stderr: string): UserError {
  const message = `${what}: ${tellingLine(stderr)}`;
  if (remoteRefusal(stderr) === 'unreachable') {
    return new UserError('ledger-unreachable', message, {
      fix: 'check the network and the address of the remote "origin"; where both are right, run the job again',
    });
  }
  return new UserError('ledger-refused', message, {
    fix: `give the job that records \`contents: write\` under \`permissions:\`, and let it push to the branch ${LEDGER_BRANCH} and to refs/assay`,
  });
}
