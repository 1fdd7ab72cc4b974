import type { LogicalType } from '../column/logical-type.ts';
import type { Binding } from '../engine/index.ts';
import type { ColumnCheck } from './column-rule.ts';
import { shorten, upTo } from './words.ts';

type Bound = string | number;

/** Numbers and dates lie within bounds, both ends allowed. A date as the upper bound of a timestamp covers its day. */
export const range: ColumnCheck = ({ range: bounds, tolerance }, reading) => {
  if (bounds === undefined || reading.wrongType) return null;
  const { type } = reading;
  const isNumber = type === 'integer' || type === 'number';
  const most = bounds['at-most'] ?? tolerance;
  return {
    check: 'range',
    said: bounds,
    expected: words(bounds) + upTo(most, 'outside'),
    fix: 'correct these values at their source; if they are right, change the bounds or allow a share with at-most',
    tolerance: most,
    broken: ({ value }, bind) => {
      const outside = [
        ...(bounds.min === undefined ? [] : [`${value} < ${least(type, bounds.min, bind)}`]),
        ...(bounds.max === undefined ? [] : [beyond(type, value, bounds.max, bind)]),
      ];
      return `(${outside.join(' OR ') || 'false'})`;
    },
    // Numbers within the bounds at both ends need no further look; dates are compared by the engine.
    counted: !isNumber,
    count: (summary) => {
      if (!isNumber) return undefined;
      const low = bounds.min === undefined || !isLess(type, summary.min, bounds.min);
      const high = bounds.max === undefined || !isLess(type, bounds.max, summary.max);
      return low && high ? 0 : undefined;
    },
    remark: ({ min, max }) =>
      min === null || max === null ? '' : `values go from ${plain(type, min)} to ${plain(type, max)}`,
    showsValues: true,
  };
};

function words({ min, max }: { min?: Bound | undefined; max?: Bound | undefined }): string {
  if (min === undefined) return `at most ${shorten(String(max))}`;
  if (max === undefined) return `at least ${shorten(String(min))}`;
  return `${shorten(String(min))} to ${shorten(String(max))}`;
}

/** The engine writes 5 as 5.0 where it is a float. */
function plain(type: LogicalType, text: string): string {
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

function isLess(type: LogicalType, a: Bound | null, b: Bound | null): boolean {
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

function least(type: LogicalType, bound: Bound, bind: Binding): string {
  if (type === 'integer') return `CAST(${bind.add(String(wholeBound(bound, Math.ceil)))} AS HUGEINT)`;
  if (type === 'number') return `CAST(${bind.add(Number(bound))} AS DOUBLE)`;
  if (type === 'date') return `CAST(${bind.add(String(bound))} AS DATE)`;
  // With a zone it is the moment in UTC, as a value of timestamp-with-zone is; without one the clock is taken as it stands.
  return `CAST(CAST(${bind.add(String(bound))} AS TIMESTAMPTZ) AS TIMESTAMP)`;
}

function beyond(type: LogicalType, value: string, bound: Bound, bind: Binding): string {
  if (type === 'integer')
    return `${value} > CAST(${bind.add(String(wholeBound(bound, Math.floor)))} AS HUGEINT)`;
  if (type === 'timestamp' && /^\d{4}-\d{2}-\d{2}$/.test(String(bound))) {
    return `${value} >= CAST(${bind.add(String(bound))} AS TIMESTAMP) + INTERVAL 1 DAY`;
  }
  return `${value} > ${least(type, bound, bind)}`;
}
