import { UserError } from '@assay/contract';
import { tellingLine } from './telling-line.ts';

/** Lines of this machine's git: what a remote has to say of its own disk begins with `remote:`. */
const FULL = /^(?:fatal|error): .*(?:No space left on device|Disk quota exceeded).*$/m;
const READ_ONLY = /^(?:fatal|error): .*Read-only file system.*$/m;
/** Only what git says of its own files: ssh, or a settings file that cannot be read, have "Permission denied" too. */
const NO_RIGHT =
  /^(?:fatal|error): .*(?:insufficient permission for adding an object.*|(?:Unable to create|could not lock config file|cannot open|cannot mkdir) .*: Permission denied)$/m;

/**
 * The mistake where git could not write on this machine, which no remote and no network has a part in; `undefined`: the failure
 * has another reason.
 */
export function diskRefusal(stderr: string): UserError | undefined {
  const [full] = FULL.exec(stderr) ?? [];
  if (full !== undefined) {
    return new UserError('git-disk-full', `git cannot write: ${tellingLine(full)}`, {
      fix: 'make room on the disk of the folder .git, or raise the quota of this user',
    });
  }
  const [refused] = READ_ONLY.exec(stderr) ?? NO_RIGHT.exec(stderr) ?? [];
  if (refused === undefined) return undefined;
  return new UserError('git-not-writable', `git cannot write: ${tellingLine(refused)}`, {
    fix: 'let the user that runs this read and write the folder .git, with all that is in it',
  });
}
