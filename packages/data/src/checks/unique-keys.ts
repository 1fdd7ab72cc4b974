import type { Reading } from '../column/reading.ts';
import type { RowCondition } from '../predicate/row-condition.ts';
import type { Ends } from '../profile/known-ends.ts';
import type { Said } from './column-rule.ts';
import type { Checked } from './data-check.ts';
import { type Place, saidOf } from './found.ts';
import { countRepeats, type Key } from './repeated-rows.ts';

/** Types of which a value costs no more to compare than its hash. */
const SMALL = ['integer', 'number', 'date', 'timestamp'];

/** A key that a contract asks for. */
export interface AskedKey {
  readonly columns: readonly string[];
  readonly said: Said & { readonly 'at-most'?: number | undefined };
  readonly place: Place;
}

/** The keys of a contract. A column that may be absent and is, has none. */
export function keysOf({ contract, isOptional }: Pick<Checked, 'contract' | 'isOptional'>): AskedKey[] {
  const ofColumns = Object.entries(contract.columns).flatMap(([column, rule]): AskedKey[] => {
    const { unique: said, severity, reason, owner } = rule;
    if (said === false) return [];
    const own = said === true ? {} : said;
    return [
      {
        columns: [column],
        said: { ...own, ...saidOf(own, { severity, reason, owner }) },
        place: ['columns', column, 'unique'],
      },
    ];
  });
  const whole = ofColumns.filter(({ said }) => said.where === undefined);
  const single = new Set(whole.map(({ columns }) => columns[0]));
  const ofData = contract.unique
    .map((key, i): AskedKey => {
      const { columns, ...said } =
        typeof key === 'string' ? { columns: [key] } : Array.isArray(key) ? { columns: key } : key;
      return { columns: [...new Set(columns)], said, place: ['unique', i] };
    })
    .filter(({ columns }) => columns.length > 1 || !single.has(columns[0]));
  return [...ofColumns, ...ofData].filter(({ columns }) => !columns.some(isOptional));
}

/** @param ends of a column, where they are known */
export function keyOf(
  { readings, rows }: Pick<Checked, 'readings' | 'rows'>,
  ends: (column: string) => Ends | undefined,
  columns: readonly string[],
  scope: RowCondition | undefined,
): Key {
  const parts = columns.map((column) => {
    const reading = readings.get(column);
    return reading === undefined || reading.wrongType ? `c${reading?.index}` : reading.value;
  });
  const [name = '', ...others] = columns;
  const only = others.length === 0 ? readings.get(name) : undefined;
  const isSmall = only !== undefined && !only.wrongType && SMALL.includes(only.type);
  const within = only?.type === 'integer' && isSmall ? closeEnds(ends(name), rows) : undefined;
  return {
    parts,
    skipNulls: true,
    isSmall,
    ...(within === undefined ? {} : { within }),
    ...(scope === undefined ? {} : { scope }),
  };
}

/** Bits that a row may take: what counting different values without such a list would take at least. */
const BITS_A_ROW = 64n;
const GREATEST = 2n ** 62n;

/** The ends of whole numbers, where a list with a bit for each number between them is short. */
function closeEnds(ends: Ends | undefined, rows: number): readonly [bigint, bigint] | undefined {
  if (ends?.min == null || ends.max == null) return undefined;
  const [least, greatest] = [BigInt(ends.min), BigInt(ends.max)];
  const fits = least > -GREATEST && greatest < GREATEST && greatest - least < BITS_A_ROW * BigInt(rows);
  return fits ? [least, greatest] : undefined;
}

/**
 * Counts the repeats of keys of one column whose ends Parquet tells, while the columns are summarised.
 *
 * @returns tasks, and what they have counted when they are done, by column
 */
export function repeatsAhead(
  of: Pick<Checked, 'engine' | 'source' | 'contract' | 'readings' | 'isOptional'>,
) {
  const repeats = new Map<string, number>();
  const tasks = (known: ReadonlyMap<Reading, Ends>, rows: number) =>
    keysOf(of).flatMap(({ columns, said }) => {
      const [name = ''] = columns;
      const reading = columns.length === 1 && said.where === undefined ? of.readings.get(name) : undefined;
      if (reading === undefined) return [];
      const key = keyOf({ ...of, rows }, () => known.get(reading), columns, undefined);
      if (key.within === undefined) return [];
      return async () => {
        const [found = 0] = await countRepeats(of.engine, of.source.only([reading.index]), [key]);
        repeats.set(name, found);
      };
    });
  return { repeats, tasks };
}
