import type { ColumnContract } from '@assay/contract';
import { quoted } from '../import/draft.ts';

interface Words {
  readonly 'at-most'?: number | undefined;
  readonly where?: string | undefined;
  readonly severity?: string | undefined;
  readonly reason?: string | undefined;
  readonly owner?: string | undefined;
}

/** How a check of a contract differs from one that every row has to keep. */
export interface SaidBeside {
  /** Largest share of values that may break it. */
  readonly share: number;
  /** The rows that it is about; without it: all. */
  readonly where: string | undefined;
  readonly severity: string;
  readonly reason: string | undefined;
  readonly owner: string | undefined;
}

/**
 * What stands beside a check of a column. That it is about what is there goes without saying in other formats, save of a check
 * for nulls.
 */
export function saidBeside(
  key: keyof ColumnContract,
  words: Words,
  column: ColumnContract,
  name: string,
): SaidBeside {
  const { where, severity = column.severity, reason, owner } = words;
  const isPresent = key !== 'nullable' && where === `${quoted(name)} IS NOT NULL`;
  return {
    share: words['at-most'] ?? column.tolerance,
    where: isPresent ? undefined : where,
    severity,
    reason,
    owner,
  };
}

/** Why a check is not among those of another format that every row has to keep; `null`: it is one of them. */
export function leftOut(
  key: keyof ColumnContract,
  words: Words,
  column: ColumnContract,
  name: string,
): string | null {
  const { share, where, severity, reason, owner } = saidBeside(key, words, column, name);
  const others = [
    ...(where === undefined ? [] : [`where ${where}`]),
    ...(severity === 'error' ? [] : [`severity ${severity}`]),
    ...(reason === undefined ? [] : ['reason']),
    ...(owner === undefined ? [] : ['owner']),
  ].join(', ');
  if (share === 0 && others === '') return null;
  return `left out, for every row has to keep it there: ${others || `at most ${share}`}`;
}

/** The bounds of a check, without what stands beside them, by the names of another format. */
export function ends<T>(
  bounds: { min?: T; max?: T } | undefined,
  min: string,
  max: string,
): Record<string, T> {
  return {
    ...(bounds?.min === undefined ? {} : { [min]: bounds.min }),
    ...(bounds?.max === undefined ? {} : { [max]: bounds.max }),
  };
}
