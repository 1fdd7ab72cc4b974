import { largestNextCount } from '@assay/stats';
import { count, plainNumber } from '../checks/words.ts';
import type { Evidence } from './evidence.ts';
import { type Line, WARN } from './line.ts';
import { isEpoch } from './moment-lines.ts';
import { MISS, OFTEN } from './next-sample.ts';
import type { Spread } from './spread.ts';

/** Bounds that follow from what a number is, and quantiles that the next sample's lie between. */
export function numberLines(evidence: Evidence, known: { key: boolean; sensitive: boolean }): Line[] {
  const { reading, summary, spread, order, present } = evidence;
  if (reading.type !== 'integer' && reading.type !== 'number') return [];
  const min = Number(summary.min ?? Number.NaN);
  const max = Number(summary.max ?? Number.NaN);
  if (Number.isNaN(min) || Number.isNaN(max) || isEpoch(evidence)) return [];
  const kind = kindOf(evidence, min, max, known.sensitive);
  const range = kind === null ? [] : [rangeLine(kind, evidence)];
  const isMeasured = !known.key && !known.sensitive && kind !== 'whole' && order === null && min < max;
  if (!isMeasured || spread === null) return range;
  const hasFloor = kind === 'share' || kind === 'size';
  return [...range, ...quantileLines(spread, { min: hasFloor ? null : min, max, present })];
}

/** What a number is; a size is never negative, and `whole` is one of some whole numbers in a row that all come often. */
type Kind = 'latitude' | 'longitude' | 'whole' | 'share' | 'size';

const DEGREES = [
  { kind: 'latitude', name: /(^|[^a-z])lat(itude)?$/i, most: 90 },
  { kind: 'longitude', name: /(^|[^a-z])(lon|lng|longitude)$/i, most: 180 },
] as const;

/** More whole numbers in a row than these are a measure, and no closed set. */
const MOST_WHOLE = 100;

function kindOf(
  { reading, summary, tally }: Evidence,
  min: number,
  max: number,
  sensitive: boolean,
): Kind | null {
  const degrees = DEGREES.find(({ name, most }) => name.test(reading.column) && min >= -most && max <= most);
  if (degrees !== undefined) return degrees.kind;
  const { distinct, least } = tally;
  const inARow =
    reading.type === 'integer' &&
    distinct > 1 &&
    BigInt(distinct) === BigInt(summary.max ?? 0) - BigInt(summary.min ?? 0) + 1n;
  // Its ends are values of rows.
  if (inARow && distinct <= MOST_WHOLE && least >= OFTEN && !sensitive) return 'whole';
  if (min < 0) return null;
  return reading.type === 'number' && max <= 1 && max > 0.5 ? 'share' : 'size';
}

/** Only bounds that follow from what the column is: never the ends of this sample. */
function rangeLine(kind: Kind, { summary, tally }: Evidence): Line {
  const line = (value: object, because: string): Line => ({ path: ['range'], value, because });
  switch (kind) {
    case 'latitude':
      return line({ min: -90, max: 90 }, 'degrees, by its name');
    case 'longitude':
      return line({ min: -180, max: 180 }, 'degrees, by its name');
    case 'whole':
      return line(
        { min: exact(summary.min), max: exact(summary.max) },
        `all ${count(tally.distinct)} of them come, each in ${count(tally.least)} rows or more`,
      );
    case 'share':
      return line({ min: 0, max: 1 }, 'looks like a share');
    case 'size':
      return line({ min: 0 }, 'never negative');
  }
}

/** A whole number, as text where a number would not hold all its digits. */
function exact(end: string | null): string | number {
  return Number.isSafeInteger(Number(end)) ? Number(end) : String(end);
}

const TAILS = [0.1, 0.05, 0.01, 0.005, 0.001, 0.0001];

interface Ends {
  /** Null where there is a natural one. */
  readonly min: number | null;
  readonly max: number;
  readonly present: number;
}

/**
 * The quantiles, and beyond them the smallest tails that chance leaves within the ends of this sample: of the next one of as
 * many rows, at most so many lie beyond the greatest value of this one, whatever the distribution (see largestNextCount).
 */
function quantileLines({ quantiles }: Spread, { min, max, present }: Ends): Line[] {
  const tail = TAILS.findLast((share) => share * present > largestNextCount(0, MISS));
  if (tail === undefined) return [];
  const line = (q: number, bounds: object, because: string): Line => ({
    path: ['quantiles', q],
    value: { ...bounds, ...WARN },
    because,
  });
  const inner = quantiles.filter(({ q }) => q > tail && q < 1 - tail);
  return [
    ...(min === null ? [] : [line(tail, { min: -roundedUp(-min) }, `the least is ${plainNumber(min)}`)]),
    ...inner.map(({ q, value, low, high }) => {
      const words = q === 0.5 ? 'the median is' : `${q * 100} % are at most`;
      return line(q, roundedOut(low, high), `${words} ${plainNumber(value)}`);
    }),
    line(Number((1 - tail).toFixed(4)), { max: roundedUp(max) }, `the greatest is ${plainNumber(max)}`),
  ];
}

/** Both bounds outward, to two digits of what lies between them. */
function roundedOut(low: number, high: number): { min: number; max: number } {
  if (!(low < high)) return { min: low, max: high };
  const step = 10 ** (Math.floor(Math.log10(high - low)) - 1);
  // Twelve digits are too few where the numbers are great and lie close together.
  return {
    min: Math.min(low, inSteps(Math.floor, low, step)),
    max: Math.max(high, inSteps(Math.ceil, high, step)),
  };
}

/** To six digits, or to a whole number. */
function roundedUp(x: number): number {
  if (Number.isInteger(x)) return x;
  const step = 10 ** (Math.floor(Math.log10(Math.abs(x))) - 5);
  return inSteps(Math.ceil, x, step);
}

/** As it is where a double holds no such step: next to the least one, 5e-324, and to the greatest, 1.8e308. */
function inSteps(round: (steps: number) => number, x: number, step: number): number {
  const rounded = Number((round(x / step) * step).toPrecision(12));
  return Number.isFinite(rounded) ? rounded : x;
}
