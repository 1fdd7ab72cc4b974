import type { z } from 'zod';
import { didYouMean } from './did-you-mean.ts';
import { expectation, limitInWords, show } from './schema-words.ts';
import type { Path } from './yaml-source.ts';

/** One mistake in a file: where it stands, what it is, and what to write instead. */
export interface Problem {
  path: Path;
  at: 'value' | 'key';
  code: 'contract-invalid' | 'unknown-key';
  message: string;
  fix: string;
  /** The key that is missing at `path`. */
  missing?: string;
  /** The key that a mistyped one, the last of `path`, most likely meant. */
  meant?: string;
}

type Issue = z.core.$ZodIssue;

/** The mistakes behind zod's issues, at most `limit` of them. */
export function problemsOf(issues: readonly Issue[], limit: number): Problem[] {
  const problems = kindsFirst(issues).flatMap((issue) => explain(issue, limit));
  const misspelt = new Set(
    problems.flatMap(({ path, meant }) => (meant === undefined ? [] : [placeOf(path.slice(0, -1), meant)])),
  );
  // A mistyped key is one mistake, although the right one is missing too.
  return problems
    .filter(({ path, missing }) => missing === undefined || !misspelt.has(placeOf(path, missing)))
    .slice(0, limit);
}

/** zod's issue does not say which keys an object knows, but its schema does: carry them in the message. */
export const listKnownKeys: z.core.$ZodErrorMap = (issue) => {
  const isOfKeys = issue.code === 'invalid_type' && issue.expected === 'object';
  if (issue.code !== 'unrecognized_keys' && !isOfKeys) return undefined;
  const def = issue.inst?._zod.def as { shape?: Record<string, unknown> } | undefined;
  return Object.keys(def?.shape ?? {}).join(' ');
};

/** What other tools call kinds of values. */
const OTHER_NAMES = new Map([
  ...['int', 'int64', 'long', 'bigint'].map((name) => [name, 'integer'] as const),
  ...['float', 'float64', 'double', 'decimal'].map((name) => [name, 'number'] as const),
  ...['str', 'text', 'object', 'varchar'].map((name) => [name, 'string'] as const),
  ...['datetime', 'datetime64'].map((name) => [name, 'timestamp'] as const),
  ['bool', 'boolean'],
  ['categorical', 'category'],
]);

/** "did you mean …?", or the list of what is allowed. */
export function hint(word: string, allowed: readonly string[]): string {
  const named = OTHER_NAMES.get(word.toLowerCase()) ?? '';
  const near = allowed.includes(named) ? named : didYouMean(word, allowed);
  if (near !== undefined) return `did you mean "${near}"?`;
  return allowed.length > 0 ? `write one of: ${allowed.join(', ')}` : 'remove it';
}

function explain(issue: Issue, limit: number): Problem[] {
  const path = issue.path.filter((part): part is string | number => typeof part !== 'symbol');
  const invalid = { path, at: 'value', code: 'contract-invalid' } as const;
  if (issue.input === undefined && expectation(issue) !== '') return [missingKey(path, expectation(issue))];
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = issue.message.split(' ').filter(Boolean);
      return issue.keys.slice(0, limit).map((key) => unknownKey([...path, key], key, known));
    }
    case 'invalid_key':
      return within(issue, issue.issues, limit).map((problem) => ({ ...problem, at: 'key' }));
    case 'invalid_union': {
      const meant = meantBranch(issue.errors, limit);
      return meant ? within(issue, meant, limit) : [{ ...invalid, ...mismatch(issue) }];
    }
    case 'invalid_type':
      return [{ ...invalid, ...mismatch(issue) }];
    case 'invalid_value':
      return [
        {
          ...invalid,
          message: `${show(issue.input)} is not allowed`,
          fix: hint(String(issue.input), issue.values.map(String)),
        },
      ];
    case 'too_small':
    case 'too_big':
      return [{ ...invalid, ...limitInWords(issue) }];
    case 'invalid_format':
      return [{ ...invalid, message: `${show(issue.input)} is not of the right form`, fix: issue.message }];
    default: {
      const fix = issue.code === 'custom' ? issue.params?.['fix'] : undefined;
      return [{ ...invalid, message: issue.message, fix: String(fix ?? 'change this value') }];
    }
  }
}

function mismatch(issue: Issue): Pick<Problem, 'message' | 'fix'> {
  const [expected, found] = [expectation(issue), show(issue.input)];
  const isWhole = found === JSON.stringify(issue.input);
  const fix = expected === 'a list' && isWhole ? `${expected}: [${found}]` : expected + keysInWords(issue);
  return { message: `expected ${expected}, found ${found}`, fix: `write ${fix}` };
}

/** The keys that may stand where something else stood, as {@link listKnownKeys} left them. */
function keysInWords(issue: Issue): string {
  const here =
    issue.code === 'invalid_union' ? issue.errors.flat().filter(({ path }) => path.length === 0) : [issue];
  const keys = here.flatMap((one) =>
    one.code === 'invalid_type' && one.expected === 'object' ? one.message.split(' ').filter(Boolean) : [],
  );
  return keys.length === 0 ? '' : `: ${[...new Set(keys)].join(', ')}`;
}

/** Mistakes of a value that is of the right kind. */
const OF_ITS_KIND: readonly Issue['code'][] = ['invalid_format', 'too_small', 'too_big'];

/** Of the branches of a union that are of the value's kind, the one that the fewest mistakes are away. */
function meantBranch(branches: readonly (readonly Issue[])[], limit: number): readonly Issue[] | undefined {
  const failed = branches.filter((branch) => branch.length > 0);
  const ofItsKind = [
    ...failed.filter((branch) => branch.every(({ path }) => path.length > 0)),
    ...failed.filter((branch) => branch.some(({ code }) => code === 'unrecognized_keys')),
  ];
  const mistakes = ofItsKind.map((branch) => problemsOf(branch, limit).length);
  return (
    ofItsKind[mistakes.indexOf(Math.min(...mistakes))] ??
    // A text in a wrong form, or a list without entries, is nearer than what is no text or no list at all.
    failed.find((branch) => branch.every(({ code }) => OF_ITS_KIND.includes(code)))
  );
}

/** Without the lengths that zod finds wrong in what is not of the right kind to begin with. */
function kindsFirst(issues: readonly Issue[]): readonly Issue[] {
  const ofWrongKind = new Set(
    issues.filter(({ code }) => code === 'invalid_type').map(({ path }) => JSON.stringify(path)),
  );
  return issues.filter(
    ({ code, path }) =>
      (code !== 'too_small' && code !== 'too_big') || !ofWrongKind.has(JSON.stringify(path)),
  );
}

function within(outer: Issue, issues: readonly Issue[], limit: number): Problem[] {
  return kindsFirst(issues).flatMap((inner) =>
    explain({ ...inner, path: [...outer.path, ...inner.path] } as Issue, limit),
  );
}

function missingKey(path: Path, expected: string): Problem {
  const key = String(path.at(-1));
  return {
    path: path.slice(0, -1),
    at: 'key',
    code: 'contract-invalid',
    message: `"${key}" is missing`,
    fix: `add "${key}: …" (${expected})`,
    missing: key,
  };
}

function unknownKey(path: Path, key: string, known: readonly string[]): Problem {
  const meant = didYouMean(key, known);
  return {
    path,
    at: 'key',
    code: 'unknown-key',
    message: `unknown key ${show(key)}`,
    fix: hint(key, known),
    ...(meant === undefined ? {} : { meant }),
  };
}

function placeOf(path: Path, key: string): string {
  return JSON.stringify([...path, key]);
}
