import type { z } from 'zod';
import { didYouMean } from './did-you-mean.ts';
import { hint, listKnownKeys, problemsOf } from './problems.ts';
import { show } from './schema-words.ts';
import { UserError } from './user-error.ts';
import { YamlSource } from './yaml-source.ts';

/** A value read from a YAML file, with what is needed to point back into it. */
export interface Located<T> {
  value: T;
  source: YamlSource;
}

const MAX_SHOWN = 20;

/**
 * Parses a YAML text against a schema whose first key is a version (`assay: 1`).
 *
 * @throws UserError `version-missing`, `unsupported-version`, `unknown-key`, `contract-invalid` (each problem with line,
 *   column, caret and hint, by line), and those of {@link YamlSource}
 */
export function parseLocated<S extends z.ZodType>(
  text: string,
  file: string,
  schema: S,
  version: { key: string; major: number },
): Located<z.output<S>> {
  const source = new YamlSource(text, file);
  const value = source.value();
  checkVersion(source, value, version);
  const parsed = schema.safeParse(value, { reportInput: true, error: listKnownKeys });
  if (parsed.success) return { value: parsed.data, source };
  const errors = problemsOf(parsed.error.issues, MAX_SHOWN)
    .map((problem) => ({ ...problem, place: source.position(problem.path, problem.at) }))
    .sort((a, b) => a.place.line - b.place.line || a.place.column - b.place.column)
    .map(({ path, at, code, message, fix }) => source.error(path, code, message, fix, at));
  const [first] = errors;
  if (errors.length === 1 && first) throw first;
  const count = errors.length < MAX_SHOWN ? errors.length : `${MAX_SHOWN} or more`;
  throw new UserError('contract-invalid', `${file}: ${count} problems`, {
    fix: errors.map((error) => `${error.message}\n${error.fix}`).join('\n\n'),
  });
}

function checkVersion(
  source: YamlSource,
  value: unknown,
  { key, major }: { key: string; major: number },
): void {
  const given = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  const found = given[key];
  if (found === major) return;
  if (found === undefined) {
    const mistyped = Object.keys(given).find((each) => didYouMean(each, [key]) !== undefined);
    if (mistyped !== undefined)
      throw source.error(
        [mistyped],
        'unknown-key',
        `unknown key ${show(mistyped)}`,
        hint(mistyped, [key]),
        'key',
      );
    throw source.error([], 'version-missing', 'no version', `begin the file with "${key}: ${major}"`);
  }
  throw source.error(
    [key],
    'unsupported-version',
    'not a version that this Assay reads',
    `write ${major}, without quotes, or use the Assay that knows this version`,
  );
}
