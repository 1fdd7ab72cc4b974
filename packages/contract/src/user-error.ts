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
