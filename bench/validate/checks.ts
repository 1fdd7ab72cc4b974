/** The checks of D1 (make_data.py), once for all: our contract is made of them, and the other tools read them as JSON. */

export type Check =
  | { readonly check: 'rows'; readonly min: number }
  | { readonly check: 'nulls' | 'unique'; readonly column: string }
  | { readonly check: 'range' | 'mean'; readonly column: string; readonly min: number; readonly max: number }
  | { readonly check: 'allowed'; readonly column: string; readonly values: readonly string[] }
  | { readonly check: 'pattern'; readonly column: string; readonly match: string };

const NUMBERS = Array.from({ length: 12 }, (_, i) => `f${i}`);
const INTEGERS = ['i0', 'i1', 'i2'];
const TEXTS = [5, 12, 50, 200, 1000].map((count, i) => ({
  column: `c${i}`,
  values: Array.from({ length: count }, (_, value) => `cat${i}-${String(value).padStart(4, '0')}`),
}));

/** Columns and their types, in the order of the data: every program holds the columns to these, too. */
export const types: Readonly<Record<string, 'number' | 'integer' | 'string'>> = Object.fromEntries([
  ...NUMBERS.map((column) => [column, 'number']),
  ...INTEGERS.map((column) => [column, 'integer']),
  ...TEXTS.map(({ column }) => [column, 'string']),
]);

const MAY_BE_NULL = ['f1', 'f3', 'f6', 'f9'];

const ranges: Readonly<Record<string, readonly [number, number]>> = {
  f0: [-50, 200],
  f2: [0, 1000],
  f3: [0, 100],
  f4: [-50, 200],
  f6: [0, 1000],
  f7: [0, 100],
  f10: [0, 1000],
  f11: [0, 100],
  i1: [0, 100],
  i2: [0, 99_999],
};
const means: Readonly<Record<string, readonly [number, number]>> = {
  f0: [50, 60],
  f4: [50, 60],
  f8: [55, 60],
  i1: [5, 7],
};

/** Forty: a number of rows, 16 of nulls, 10 ranges, 5 lists, a key, 3 patterns and 4 means. */
export const checks: readonly Check[] = [
  { check: 'rows', min: 1_000_000 },
  ...Object.keys(types)
    .filter((column) => !MAY_BE_NULL.includes(column))
    .map((column): Check => ({ check: 'nulls', column })),
  { check: 'unique', column: 'i0' },
  ...Object.entries(ranges).map(([column, [min, max]]): Check => ({ check: 'range', column, min, max })),
  ...TEXTS.map((list): Check => ({ check: 'allowed', ...list })),
  ...[2, 3, 4].map((i): Check => ({ check: 'pattern', column: `c${i}`, match: `cat${i}-[0-9]{4}` })),
  ...Object.entries(means).map(([column, [min, max]]): Check => ({ check: 'mean', column, min, max })),
];

/** The same as a data contract. */
export function contractOf(): object {
  const of = (column: string) => checks.filter((each) => 'column' in each && each.column === column);
  const columns = Object.entries(types).map(([column, type]) => {
    const rules = of(column).map(({ check, ...rest }): [string, unknown] => {
      if (check === 'nulls') return ['nullable', false];
      if (check === 'unique') return ['unique', true];
      const { column: _, ...said } = rest as { column: string };
      return [check, 'match' in said ? said.match : said];
    });
    return [column, { type, nullable: true, ...Object.fromEntries(rules) }];
  });
  const least = checks.flatMap((each) => (each.check === 'rows' ? [each.min] : []));
  return {
    'assay-data': 1,
    rows: { 'at-least': least[0] },
    columns: Object.fromEntries(columns),
  };
}
