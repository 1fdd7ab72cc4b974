import type { LogicalType } from '../column/logical-type.ts';
import type { Reading } from '../column/reading.ts';
import type { Binding } from '../engine/index.ts';
import { clockOf } from './clock.ts';
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
        ...(bounds.min === undefined ? [] : [`${value} < ${least(reading, bounds.min, bind)}`]),
        ...(bounds.max === undefined ? [] : [beyond(reading, value, bounds.max, bind)]),
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
  if (typeof bound === 'string' && /^[-+]?\d+$/.test(bound)) return BigInt(bound.replace('+', ''));
  return BigInt(round(Number(bound)));
}

/** As the engine can hold it. */
function clamp(n: bigint, { dialect: { greatest } }: Reading): string {
  return String(n > greatest ? greatest : n < -greatest ? -greatest : n);
}

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

function least(reading: Reading, bound: Bound, bind: Binding): string {
  const { type, dialect } = reading;
  const cast = (value: string | number) => `CAST(${bind.add(value)} AS ${dialect.types[type]})`;
  if (type === 'integer') return cast(clamp(wholeBound(bound, Math.ceil), reading));
  if (type === 'number') return cast(Number(bound));
  return cast(type === 'date' ? String(bound) : clockOf(String(bound)));
}

function beyond(reading: Reading, value: string, bound: Bound, bind: Binding): string {
  const { type, dialect } = reading;
  const cast = (text: string) => `CAST(${bind.add(text)} AS ${dialect.types[type]})`;
  if (type === 'integer') return `${value} > ${cast(clamp(wholeBound(bound, Math.floor), reading))}`;
  if (type === 'timestamp' && /^\d{4}-\d{2}-\d{2}$/.test(String(bound)))
    return `${value} >= ${cast(String(bound))} + INTERVAL '1' DAY`;
  return `${value} > ${least(reading, bound, bind)}`;
}
