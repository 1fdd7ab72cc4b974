import type { ColumnContract } from '@assay/contract';
import type { Reading } from '../column/reading.ts';
import type { Binding } from '../engine/index.ts';
import type { ColumnCheck } from './column-rule.ts';
import { percent, shorten } from './words.ts';

type Bound = string | number;

/** Numbers and dates lie within bounds, both ends allowed. A date as the upper bound of a timestamp covers its day. */
export const range: ColumnCheck = (rule, reading) => {
  const { range: bounds, tolerance } = rule;
  if (bounds === undefined || reading.wrongType) return null;
  const isNumber = rule.type === 'integer' || rule.type === 'number';
  return {
    check: 'range',
    expected: words(bounds) + (tolerance > 0 ? `, at most ${percent(tolerance)} of rows outside` : ''),
    tolerance,
    broken: ({ value }, bind) => {
      const outside = [
        ...(bounds.min === undefined ? [] : [`${value} < ${least(rule.type, bounds.min, bind)}`]),
        ...(bounds.max === undefined ? [] : [beyond(rule.type, value, bounds.max, bind)]),
      ];
      return `(${outside.join(' OR ') || 'false'})`;
    },
    // Numbers within the bounds at both ends need no further look; dates are compared by the engine.
    counted: !isNumber,
    count: (summary) => {
      if (!isNumber) return summary.counts['range'] ?? 0;
      const low = bounds.min === undefined || !isLess(rule.type, summary.min, bounds.min);
      const high = bounds.max === undefined || !isLess(rule.type, bounds.max, summary.max);
      return low && high ? 0 : undefined;
    },
    remark: ({ min, max }) =>
      min === null || max === null
        ? ''
        : `values go from ${plain(rule.type, min)} to ${plain(rule.type, max)}`,
    showsValues: true,
  };
};

function words({ min, max }: { min?: Bound | undefined; max?: Bound | undefined }): string {
  if (min === undefined) return `at most ${shorten(String(max))}`;
  if (max === undefined) return `at least ${shorten(String(min))}`;
  return `${shorten(String(min))} to ${shorten(String(max))}`;
}

/** The engine writes 5 as 5.0 where it is a float. */
function plain(type: ColumnContract['type'], text: string): string {
  return type === 'number' && Number.isFinite(Number(text)) ? String(Number(text)) : text;
}

/** Integers are compared as integers, so that bounds beyond 2^53, written as text, hold exactly. */
function wholeBound(bound: Bound, round: (x: number) => number): bigint {
  if (typeof bound === 'string' && /^[-+]?\d+$/.test(bound)) return clamp(BigInt(bound));
  const rounded = round(Number(bound));
  return clamp(BigInt(rounded));
}

const HUGE = 2n ** 127n - 1n;
const clamp = (n: bigint) => (n > HUGE ? HUGE : n < -HUGE ? -HUGE : n);

function isLess(type: ColumnContract['type'], a: Bound | null, b: Bound | null): boolean {
  if (a === null || b === null) return false;
  if (type === 'integer') return wholeBound(a, Math.floor) < wholeBound(b, Math.ceil);
  return toNumber(a) < toNumber(b);
}

/** The engine writes infinity as `inf`. */
function toNumber(value: Bound): number {
  return value === 'inf'
    ? Number.POSITIVE_INFINITY
    : value === '-inf'
      ? Number.NEGATIVE_INFINITY
      : Number(value);
}

function least(type: Reading['type'], bound: Bound, bind: Binding): string {
  if (type === 'integer') return `CAST(${bind.add(String(wholeBound(bound, Math.ceil)))} AS HUGEINT)`;
  if (type === 'number') return `CAST(${bind.add(Number(bound))} AS DOUBLE)`;
  return `CAST(${bind.add(String(bound))} AS ${type.toUpperCase()})`;
}

function beyond(type: Reading['type'], value: string, bound: Bound, bind: Binding): string {
  if (type === 'integer')
    return `${value} > CAST(${bind.add(String(wholeBound(bound, Math.floor)))} AS HUGEINT)`;
  if (type === 'timestamp' && /^\d{4}-\d{2}-\d{2}$/.test(String(bound))) {
    return `${value} >= CAST(${bind.add(String(bound))} AS TIMESTAMP) + INTERVAL 1 DAY`;
  }
  return `${value} > ${least(type, bound, bind)}`;
}
