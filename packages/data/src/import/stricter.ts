import type { Draft } from './draft.ts';
import type { Part } from './part.ts';

/** What a check of nulls, repeats or the count of rows lets through, how bad more is, and why it is asked for. */
interface Limits {
  readonly 'at-least'?: number;
  readonly 'at-most'?: number;
  readonly severity?: 'warn';
  readonly reason?: string;
}

/**
 * Says a check that a contract holds once. Of two, the stricter stays, and the first where they cannot be ordered; the
 * other is noted. Bounds of rows that are equally bad hold together, and so do the reasons of two that are the same.
 *
 * @param part where the check is said in the foreign schema
 * @param column `null`: of the data as a whole
 */
export function sayStricter(
  draft: Draft,
  part: Part,
  column: string | null,
  key: 'nullable' | 'unique' | 'rows',
  limits: Limits,
): void {
  const said = column === null ? draft.top : draft.column(column);
  const written = (of: Limits) => (Object.keys(of).length === 0 ? key === 'unique' : of);
  const known: unknown = said.get(key);
  if (known === undefined || (key === 'nullable' && known === true)) {
    said.set(key, written(limits));
    return;
  }
  const first = (typeof known === 'object' ? known : {}) as Limits;
  const isFirst = isAsStrict(first, limits, key);
  const isSecond = isAsStrict(limits, first, key);
  if (isFirst === isSecond && first.severity === limits.severity) {
    said.set(key, written(together(first, limits)));
    return;
  }
  const [stays, left] = isSecond ? [limits, first] : [first, limits];
  said.set(key, written(stays));
  const [ours, other] = [stays, left].map((each) => JSON.stringify(written(each)));
  draft.note(part, undefined, `left out: ${key} ${other}; ${key} ${ours} stays`, column);
}

/** Whether whatever the second finds, the first finds too, and takes as badly. */
function isAsStrict(first: Limits, second: Limits, key: string): boolean {
  const most = (limits: Limits) => limits['at-most'] ?? (key === 'rows' ? Infinity : 0);
  const least = (limits: Limits) => limits['at-least'] ?? 0;
  const isAsBad = first.severity === undefined || second.severity === 'warn';
  return most(first) <= most(second) && least(first) >= least(second) && isAsBad;
}

/** Both at once. */
function together(first: Limits, second: Limits): Limits {
  const ends = (key: 'at-least' | 'at-most') =>
    [first, second].flatMap((limits) => limits[key] ?? []).toSorted((a, b) => a - b);
  const [least, most] = [ends('at-least').at(-1), ends('at-most')[0]];
  const reasons = new Set([first, second].flatMap(({ reason }) => reason ?? []));
  return {
    ...(least === undefined ? {} : { 'at-least': least }),
    ...(most === undefined ? {} : { 'at-most': most }),
    ...(first.severity === undefined ? {} : { severity: first.severity }),
    ...(reasons.size === 0 ? {} : { reason: [...reasons].join('; ') }),
  };
}
