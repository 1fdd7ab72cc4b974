import { type DataProfile, type ProfileColumn, UserError } from '@assay/contract';
import { addMoments, type Moments, mergeRankCells, noMoments } from '@assay/stats';
import { momentFigures, rankFigures } from './column-figures.ts';
import { mergedEnd } from './merged-end.ts';
import { mergeSketches } from './sketch-text.ts';
import { mergeTop } from './top-values.ts';

/**
 * The profile of parts of one data set together, as if the whole had been profiled: counts are exact, moments to the last
 * digits, different values exact up to 10,000, and quantiles within the error that it states.
 *
 * @throws UserError `profiles-differ`: the parts do not have the same columns
 */
export function mergeProfiles(parts: readonly [DataProfile, ...DataProfile[]]): DataProfile {
  const [first] = parts;
  const names = first.columns.map(({ name }) => name);
  const byName = parts.map(({ columns }) => new Map(columns.map((column) => [column.name, column])));
  const stranger = parts.flatMap(({ columns }) => columns).find(({ name }) => !names.includes(name));
  if (stranger !== undefined) throw differ(stranger.name, 'is not in every part');
  return {
    assay: first.assay,
    name: first.name,
    parts: parts.flatMap((part) => part.parts),
    rows: parts.reduce((sum, { rows }) => sum + rows, 0),
    columns: names.map((name) =>
      mergeColumn(
        byName.map((columns) => {
          const column = columns.get(name);
          if (column === undefined) throw differ(name, 'is not in every part');
          return column;
        }),
      ),
    ),
    'made-by': first['made-by'],
  };
}

function mergeColumn(all: readonly ProfileColumn[]): ProfileColumn {
  // A part without a value says nothing of what the values are: of a CSV, not even their type.
  const withValues = all.filter(({ count }) => count > 0);
  const parts = withValues.length === 0 ? all.slice(0, 1) : withValues;
  const [first] = parts as [ProfileColumn];
  const strange = parts.find(({ kind }) => kind !== first.kind);
  if (strange !== undefined)
    throw differ(first.name, `is ${first.kind} in one part and ${strange.kind} in another`);
  const count = total(all, (part) => part.count);
  const sensitive = all.some((part) => part.sensitive);
  const base = {
    name: first.name,
    type: WIDER.find((wider) => parts.some(({ type }) => type === wider)) ?? first.type,
    'engine-type': engineTypeOf(parts),
    kind: first.kind,
    sensitive,
    count,
    nulls: total(all, (part) => part.nulls),
    nan: total(all, (part) => part.nan),
    infinite: {
      negative: total(parts, (part) => part.infinite.negative),
      positive: total(parts, (part) => part.infinite.positive),
    },
  };
  const sketches = every(parts, (part) => part.sketch);
  const cells = every(parts, (part) => part.cells);
  const top = every(parts, (part) => part.top);
  const lengths = every(parts, (part) => part.lengths);
  const sum = total(lengths ?? [], (part) => part.sum);
  return {
    ...base,
    ...(parts.length === 1
      ? { distinct: first.distinct, sketch: first.sketch }
      : sketches === null
        ? { distinct: null, sketch: null }
        : mergeSketches(sketches)),
    min: sensitive ? null : mergedEnd(parts, 'min'),
    max: sensitive ? null : mergedEnd(parts, 'max'),
    ...(cells === null || sensitive
      ? { quantiles: null, 'rank-error': null, cells: null }
      : rankFigures(mergeRankCells(cells))),
    numbers: mergeNumbers(parts),
    lengths:
      lengths === null || sensitive
        ? null
        : {
            min: Math.min(...lengths.map(({ min }) => min)),
            max: Math.max(...lengths.map(({ max }) => max)),
            sum,
            mean: sum / count,
          },
    top: top === null || sensitive ? null : mergeTop(top),
  };
}

function mergeNumbers(parts: readonly ProfileColumn[]): ProfileColumn['numbers'] {
  const numbers = every(parts, (part) => part.numbers);
  if (numbers === null) return null;
  const moments = every(numbers, (part): Moments | null => part.moments);
  return {
    ...momentFigures(moments?.reduce(addMoments, noMoments) ?? null),
    zeros: total(numbers, (part) => part.zeros),
    negatives: total(numbers, (part) => part.negatives),
  };
}

/** What all parts have; `null` where one lacks it. */
function every<P, T>(parts: readonly P[], of: (part: P) => T | null): T[] | null {
  const found = parts.flatMap((part) => of(part) ?? []);
  return found.length === parts.length ? (found as T[]) : null;
}

function total<P>(parts: readonly P[], of: (part: P) => number): number {
  return parts.reduce((sum, part) => sum + of(part), 0);
}

/** Types that hold the values of others of their kind. */
const WIDER: readonly ProfileColumn['type'][] = ['number', 'timestamp', 'timestamp-with-zone'];

const WIDEST = ['DOUBLE', 'HUGEINT', 'BIGINT', 'TIMESTAMP', 'VARCHAR'];

/** The type of all; where they differ, as those of CSV files may, the widest of them. */
function engineTypeOf(parts: readonly ProfileColumn[]): string {
  const types = [...new Set(parts.map((part) => part['engine-type']))].sort();
  return types.length === 1
    ? (types[0] as string)
    : (WIDEST.find((type) => types.includes(type)) ?? types.join(' or '));
}

function differ(column: string, how: string): UserError {
  return new UserError('profiles-differ', `the column ${JSON.stringify(column)} ${how}`, {
    fix: 'put together only profiles of parts of one data set; make the profile of the other part anew',
  });
}
