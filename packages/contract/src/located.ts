import type { z } from 'zod';
import { didYouMean } from './did-you-mean.ts';
import { UserError } from './user-error.ts';
import { type Path, YamlSource } from './yaml-source.ts';

/** A value read from a YAML file, with what is needed to point back into it. */
export interface Located<T> {
  value: T;
  source: YamlSource;
}

/**
 * Parses a YAML text against a schema whose first key is a version (`assay: 1`).
 *
 * @throws UserError `unsupported-version`, `contract-invalid` (each problem with line, column, caret and hint), and
 *   those of {@link YamlSource}
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
  const problems = parsed.error.issues.flatMap((issue) => explain(source, issue));
  problems.sort((a, b) => a.message.localeCompare(b.message, 'en', { numeric: true }));
  const [first] = problems;
  if (problems.length === 1 && first) throw first;
  throw new UserError('contract-invalid', `${file}: ${problems.length} problems`, {
    fix: problems.map((problem) => `${problem.message}\n${problem.fix}`).join('\n\n'),
  });
}

function checkVersion(
  source: YamlSource,
  value: unknown,
  { key, major }: { key: string; major: number },
): void {
  const found =
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  if (found === major) return;
  if (found === undefined) {
    throw source.errorAt(
      { line: 1, column: 1, length: 1 },
      'version-missing',
      `no version`,
      `begin the file with "${key}: ${major}"`,
    );
  }
  throw source.error(
    [key],
    'unsupported-version',
    `version ${JSON.stringify(found)} is not one that this Assay reads`,
    `write ${major}, or use the Assay that knows this version`,
  );
}

type Issue = z.core.$ZodIssue;

function explain(source: YamlSource, issue: Issue): UserError[] {
  const path = issue.path.filter((part): part is string | number => typeof part !== 'symbol');
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) =>
        unknownKey(source, [...path, key], key, issue.message.split(' ').filter(Boolean)),
      );
    case 'invalid_value': {
      const allowed = issue.values.map(String);
      const got = String(issue.input);
      return [
        source.error(
          path,
          'contract-invalid',
          `${got === 'undefined' ? 'missing value' : `"${got}" is not allowed`}`,
          hint(got, allowed),
        ),
      ];
    }
    case 'invalid_union': {
      // The branch that got furthest is the one that was meant.
      const branches = issue.errors.filter((branch) => branch.length > 0);
      const meant =
        branches.find((branch) => branch.every((inner) => inner.path.length > 0)) ??
        branches.find((branch) => branch.some((inner) => inner.code === 'unrecognized_keys'));
      if (meant)
        return meant.flatMap((inner) =>
          explain(source, { ...inner, path: [...issue.path, ...inner.path] } as Issue),
        );
      return [
        source.error(
          path,
          'contract-invalid',
          issue.message,
          'write one of the forms that the documentation shows',
        ),
      ];
    }
    case 'invalid_type':
      if (issue.input === undefined) {
        return [
          source.error(
            path.slice(0, -1),
            'contract-invalid',
            `"${String(path.at(-1))}" is missing`,
            `add "${String(path.at(-1))}: …" (${issue.expected})`,
            'key',
          ),
        ];
      }
      return [
        source.error(
          path,
          'contract-invalid',
          `expected ${issue.expected}`,
          `this must be: ${issue.expected}`,
        ),
      ];
    default:
      return [source.error(path, 'contract-invalid', issue.message, 'change this value')];
  }
}

/** zod's issue does not say which keys an object knows, but its schema does: carry them in the message. */
const listKnownKeys: z.core.$ZodErrorMap = (issue) => {
  if (issue.code !== 'unrecognized_keys') return undefined;
  const def = issue.inst?._zod.def as { shape?: Record<string, unknown> } | undefined;
  return Object.keys(def?.shape ?? {}).join(' ');
};

function unknownKey(source: YamlSource, path: Path, key: string, known: readonly string[]): UserError {
  return source.error(path, 'unknown-key', `unknown key "${key}"`, hint(key, known), 'key');
}

/** "did you mean …?", or the list of what is allowed. */
export function hint(word: string, allowed: readonly string[]): string {
  const near = didYouMean(word, allowed);
  if (near !== undefined) return `did you mean "${near}"?`;
  return allowed.length > 0 ? `write one of: ${allowed.join(', ')}` : 'remove it';
}
