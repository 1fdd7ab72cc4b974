/**
 * A mistake that the user can mend: shown without a stack, with what to change.
 *
 * Everything else that is thrown is a bug and is shown with its stack. Tests assert `code`, never the prose.
 */
export class UserError extends Error {
  /** Stable, kebab-case: `file-not-found`, `unknown-metric`. */
  readonly code: string;
  /** What to change, and where: one imperative sentence, or more lines where a file is quoted. */
  readonly fix: string;

  constructor(code: string, message: string, options: { fix: string; cause?: unknown }) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'UserError';
    this.code = code;
    this.fix = options.fix;
  }
}

const OTHER_PLACE =
  'a file stands where a folder should be, or the other way round, or the name is too long: move it away, or name another path';
const RIGHTS = 'let this user read and write there, or name another path';
const ROOM = 'make room on the disk';
const LIMITS = 'raise the limits of this user (ulimit -a shows them), or let less run beside it';

/** What the file system refuses because of the machine, and not because of the program that asks. */
const REFUSALS: Readonly<Record<string, string>> = {
  EEXIST: OTHER_PLACE,
  EISDIR: OTHER_PLACE,
  ELOOP: OTHER_PLACE,
  ENAMETOOLONG: OTHER_PLACE,
  ENOTDIR: OTHER_PLACE,
  EACCES: RIGHTS,
  EPERM: RIGHTS,
  EROFS: RIGHTS,
  EDQUOT: ROOM,
  ENOSPC: ROOM,
  EAGAIN: LIMITS,
  EFBIG: LIMITS,
  EMFILE: LIMITS,
  ENFILE: LIMITS,
};

/** The mistake that an error tells of: what the file system refuses is the user's to mend too. `undefined`: it is a bug. */
export function mistakeOf(error: unknown): UserError | undefined {
  if (error instanceof UserError) return error;
  const { code, path, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  // Node removes and copies files by itself, and says so.
  const refusal = `${code}`.replace('ERR_FS_', '');
  // Folders that are to be made one in another are not found where the disk cannot be written.
  const fix =
    code === 'ENOENT' && syscall === 'mkdir'
      ? RIGHTS
      : Object.hasOwn(REFUSALS, refusal)
        ? REFUSALS[refusal]
        : undefined;
  if (fix === undefined || syscall === undefined) return undefined;
  // What is asked of a file that is open, as to write on a full disk, is refused without its name.
  const message = `${path ?? 'a file'} cannot be used: ${refusal} (${syscall})`;
  return new UserError('file-refused', message, { fix, cause: error });
}
