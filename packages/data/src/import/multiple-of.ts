import { type Draft, quoted } from './draft.ts';
import type { Part } from './part.ts';

/**
 * The keyword `multipleOf`, of a JSON Schema and of what took it over. Of a factor that is no whole number nothing is asked:
 * in doubles 7.77 % 0.01 is not 0.
 */
export function multipleOf(part: Part, draft: Draft, name: string): void {
  const factor = part.number('multipleOf');
  if (factor === undefined) return;
  if (Number.isInteger(factor))
    draft.rules.push({ name: `multipleOf of ${name}`, expect: `${quoted(name)} % ${factor} = 0` });
  else draft.note(part, 'multipleOf', `no counterpart: ${factor}, which is no whole number`, name);
}
