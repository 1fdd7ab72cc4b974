import { problemsOf, UserError } from '@assay/contract';
import type { z } from 'zod';

/**
 * The first mistake in inputs that a section of the contract refused, in the words that it has there: what was written, and
 * what to write. They were parsed with `reportInput`.
 */
export function inputInvalid({ issues }: z.ZodError): UserError {
  const [problem] = problemsOf(issues, 1);
  const [key] = problem?.path ?? [];
  const input = key === undefined ? '' : `input "${key === 'slices' ? 'slice' : key}": `;
  return new UserError('input-invalid', `${input}${problem?.message}`, { fix: String(problem?.fix) });
}
