import { didYouMean, UserError } from '@assay/contract';
import type { CommanderError } from 'commander';

/** Whether a first argument is meant as a verb: no option, and no question for help. */
export function isVerb(word: string): boolean {
  return !/^(-.*|help|)$/s.test(word);
}

/**
 * The mistake that a verb is which does not exist. Who writes the beginning of a verb means that one, however much is lacking.
 *
 * @param names of the verbs that do
 */
export function unknownVerb(word: string, names: readonly string[]): UserError {
  const meant = names.find((name) => name.startsWith(word)) ?? didYouMean(word, names);
  return new UserError('unknown-command', `unknown command ${JSON.stringify(word)}`, {
    fix: meant === undefined ? `write one of: ${names.join(', ')}` : `did you mean "${meant}"?`,
  });
}

/** What commander found wrong with the options, as other mistakes are told; people have been told it already. */
export function wrongUse({ code, message }: CommanderError, verb = ''): UserError {
  const [, what = '', suggestion] = /^(?:error: )?(.*?)(?:\n\(D(.*)\))?$/s.exec(message) ?? [];
  const kebab = code.replace('commander.', '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const about = isVerb(verb) ? `assay ${verb}` : 'assay';
  const fix = suggestion === undefined ? `\`${about} --help\` tells what there is` : `d${suggestion}`;
  // Its word for help about a verb that does not exist.
  return code === 'commander.help'
    ? new UserError('unknown-command', 'there is no such command', { fix })
    : new UserError(kebab, what, { fix });
}
