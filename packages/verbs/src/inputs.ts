import { z } from 'zod';

// Inputs arrive as text from a workflow and from the command line alike: these turn them into values, once. What an input
// takes (`many` values, or it is a `flag`) is in its metadata, for the command line's help.

/** A text; empty means not given, as on a runner. */
export const text = z
  .string()
  .optional()
  .transform((value) => (value === undefined || value.trim() === '' ? undefined : value.trim()));

/** A text with a default. */
export const textOr = (fallback: string) => text.transform((value) => value ?? fallback);

/** A file that is written whatever stands there. It has the ending of its kind, so that it is not the data by mistake. */
export const written = (ending: string) =>
  text.transform((value, context) => {
    if (value === undefined || value.endsWith(ending)) return value;
    context.addIssue({ code: 'custom', message: `"${value}" is written, and does not end in ${ending}` });
    return z.NEVER;
  });

/** Several values, one a line; a comma separates them too. */
export const list = text.transform((value) => split(value, /[\n,]/)).meta({ takes: 'many' });

/** Several paths or texts that may hold commas: one a line. */
export const lines = text.transform((value) => split(value, '\n')).meta({ takes: 'many' });

function split(value: string | undefined, separator: string | RegExp): string[] | undefined {
  return value
    ?.split(separator)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

/** `true` or `false`, in YAML 1.2's spellings. */
export const flag = (fallback: boolean) =>
  text
    .transform((value, context) => {
      if (value === undefined) return fallback;
      if (/^(true|True|TRUE)$/.test(value)) return true;
      if (/^(false|False|FALSE)$/.test(value)) return false;
      context.addIssue({ code: 'custom', message: `"${value}" is not one of true, false` });
      return z.NEVER;
    })
    .meta({ takes: 'flag' });

/** A number. */
export const number = text.transform((value, context) => {
  if (value === undefined) return undefined;
  const parsed = Number(value);
  if (Number.isFinite(parsed)) return parsed;
  context.addIssue({ code: 'custom', message: `"${value}" is not a number` });
  return z.NEVER;
});

/** A share: a number between 0 and 1, neither of which it is. */
export const share = number.transform((value, context) => {
  if (value === undefined || (value > 0 && value < 1)) return value;
  const meant = value > 1 && value < 100 ? `; is ${value / 100} meant?` : '';
  context.addIssue({ code: 'custom', message: `${value} is not between 0 and 1${meant}` });
  return z.NEVER;
});

/** One of some words. */
export const choice = <T extends string>(...allowed: readonly [T, ...T[]]) =>
  text.transform((value, context): T | undefined => {
    const found = allowed.find((word) => word === value);
    if (value === undefined || found !== undefined) return found;
    context.addIssue({ code: 'custom', message: `"${value}" is not one of ${allowed.join(', ')}` });
    return z.NEVER;
  });

/** Inputs that every verb has. */
export const common = {
  config: textOr('assay.yml').describe(
    'The contract; a verb that has all it needs from its own inputs works without one',
  ),
  record: textOr('.assay/run.json').describe('The run record that the steps of one run share'),
};

/** Where the DuckDB library comes from on a machine without a network. */
export const duckdbLibrary = {
  'duckdb-library': text.describe(
    'Folder of the DuckDB library (duckdb.node and what lies beside it), on a machine that cannot fetch it',
  ),
};
