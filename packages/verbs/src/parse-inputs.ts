import { hint, UserError } from '@assay/contract';
import type { z } from 'zod';
import type { Inputs, Verb } from './verb.ts';

/**
 * Parses what a workflow or the command line gave, by name.
 *
 * @throws UserError `input-unknown`, `input-invalid`, each naming the input, what it got and what it takes
 */
export function parseInputs<I extends Inputs>(
  verb: Verb<I>,
  given: Record<string, string | undefined>,
): z.output<I> {
  const known = Object.keys(verb.inputs.shape);
  for (const name of Object.keys(given)) {
    if (!known.includes(name))
      throw new UserError('input-unknown', `${verb.name} has no input "${name}"`, { fix: hint(name, known) });
  }
  const parsed = verb.inputs.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UserError('input-invalid', `input "${String(issue?.path[0])}": ${issue?.message}`, {
    fix: 'change this input; the README of the action lists what each takes',
  });
}
