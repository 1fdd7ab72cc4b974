import type { ProfileColumn } from '@assay/contract';

type End = ProfileColumn['min'];

/** The least or the greatest end of parts. */
export function mergedEnd(parts: readonly ProfileColumn[], which: 'min' | 'max'): End {
  const sign = which === 'min' ? 1 : -1;
  const known = parts.filter((part) => part[which] !== null);
  known.sort((a, b) => sign * (place(a, which) - place(b, which) || compareText(a[which], b[which])));
  return known[0]?.[which] ?? null;
}

/** Where the end lies, as a double holds it. */
function place({ infinite, cells }: ProfileColumn, which: 'min' | 'max'): number {
  const [first, last] = [cells?.edges[0], cells?.edges.at(-1)];
  if (which === 'min' && infinite.negative > 0) return -Number.MAX_VALUE;
  if (which === 'max' && infinite.positive > 0) return Number.MAX_VALUE;
  return (which === 'min' ? first : last) ?? (infinite.positive > 0 ? Number.MAX_VALUE : -Number.MAX_VALUE);
}

/** Ends that are the same double: numbers by their digits, times by their letters. */
function compareText(a: End, b: End): number {
  const [one, other] = [String(a), String(b)];
  const places = Math.max(placesOf(one), placesOf(other));
  if (placesOf(one) >= 0 && placesOf(other) >= 0) {
    const difference = scaled(one, places) - scaled(other, places);
    return difference > 0n ? 1 : difference < 0n ? -1 : 0;
  }
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Digits behind the point; -1: it is no number without an exponent. */
function placesOf(text: string): number {
  const [, behind] = /^-?\d+(?:\.(\d+))?$/.exec(text) ?? [null, null];
  return behind === null ? -1 : (behind?.length ?? 0);
}

function scaled(text: string, places: number): bigint {
  return BigInt(text.replace('.', '') + '0'.repeat(places - placesOf(text)));
}
