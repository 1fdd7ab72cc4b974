import { didYouMean, type Evaluate, UserError } from '@assay/contract';
import { type Engine, quoteName, quoteText } from '@assay/data';
import type { OneOrEach, PredictionColumns } from '../predictions/columns.ts';

/** A column that slices may be made of, and how its values are told apart. */
export type Feature = { name: string; type: string } & (Categories | Bins);

/** The frequent values of a column, null being one and the last. */
export interface Categories {
  kind: 'categories';
  values: (string | null)[];
}

/** Ascending inner edges of bins: the first is of the numbers up to `edges[0]`, the last of those beyond the last edge. */
export interface Bins {
  kind: 'bins';
  edges: number[];
  nulls: boolean;
  nans: boolean;
}

/** More pairs of columns than these have take minutes. */
const MOST_COLUMNS = 200;
/** Columns that one query looks at. */
const AT_ONCE = 16;
/** A longer value says nothing in a rule. */
const LONGEST_VALUE = 200;

const NUMBER = /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL.*)$/;
const CATEGORY = /^(VARCHAR|BOOLEAN|ENUM.*|DATE|UUID)$/;

/**
 * The columns to search: all that have no part in the evaluation, or those named.
 *
 * @param least share of the rows that a value must have to be a category
 * @throws UserError `column-missing`, `column-not-searched`, `too-many-columns`
 */
export async function featuresOf(
  engine: Engine,
  relation: string,
  search: Evaluate['search-slices'],
  roles: PredictionColumns,
  least: number,
): Promise<Feature[]> {
  const described = await engine.query(
    `SELECT column_name AS name, column_type AS type FROM (DESCRIBE SELECT * FROM ${relation})`,
  );
  const present = described.map((row) => ({ name: String(row['name']), type: String(row['type']) }));
  const used = rolesOf(roles);
  const known = present.filter(
    ({ name, type }) => !used.has(name) && (NUMBER.test(type) || CATEGORY.test(type)),
  );
  const wanted =
    typeof search === 'object' ? search.columns.map((name) => named(name, known, present)) : known;
  if (wanted.length > MOST_COLUMNS) {
    throw new UserError(
      'too-many-columns',
      `the predictions have ${wanted.length} columns to search for slices`,
      {
        fix: `name at most ${MOST_COLUMNS}: "search-slices: {columns: […]}"`,
      },
    );
  }
  const categories = wanted.filter(({ type }) => CATEGORY.test(type));
  const numbers = wanted.filter(({ type }) => NUMBER.test(type));
  const found: Feature[] = [];
  for (const some of batches(categories)) found.push(...(await categoriesOf(engine, relation, some, least)));
  for (const some of batches(numbers)) found.push(...(await binsOf(engine, relation, some)));
  return wanted.flatMap(({ name }) => found.find((feature) => feature.name === name) ?? []);
}

type Named = Pick<Feature, 'name' | 'type'>;

function named(name: string, known: readonly Named[], present: readonly Named[]): Named {
  const found = known.find((column) => column.name === name);
  if (found !== undefined) return found;
  if (present.some((column) => column.name === name)) {
    throw new UserError('column-not-searched', `"${name}" is no column to search for slices`, {
      fix: 'name columns of numbers, texts, truth values or dates that are no id, label, score, prediction, weight or cluster',
    });
  }
  const near = didYouMean(
    name,
    known.map((column) => column.name),
  );
  throw new UserError('column-missing', `the predictions have no column "${name}" (search-slices)`, {
    fix: near === undefined ? 'name columns of the predictions' : `did you mean "${near}"?`,
  });
}

function rolesOf({
  id,
  label,
  score,
  prediction,
  weight,
  group,
  query,
  scale,
}: PredictionColumns): Set<string> {
  const several = (columns: OneOrEach | undefined) =>
    typeof columns === 'object' ? Object.values(columns) : [columns ?? []].flat();
  return new Set([
    ...[label, score, prediction].flatMap(several),
    ...[id, weight, group, query, scale].flatMap((name) => name ?? []),
  ]);
}

function batches<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, i) =>
    all.slice(i * AT_ONCE, (i + 1) * AT_ONCE),
  );
}

async function categoriesOf(
  engine: Engine,
  relation: string,
  columns: readonly Named[],
  least: number,
): Promise<Feature[]> {
  const texts = columns.map(({ name }, i) => `CAST(${quoteName(name)} AS VARCHAR) AS c${i}`);
  const places = columns.map((_, i) => `c${i}`);
  const rows = await engine.query(
    `SELECT ${places.map((c) => `GROUPING(${c}) = 0 AS of_${c}, ${c}`).join(', ')}, count(*) AS n
     FROM (SELECT ${texts.join(', ')} FROM ${relation})
     GROUP BY GROUPING SETS (${places.map((c) => `(${c})`).join(', ')})
     HAVING count(*) >= ${least} * (SELECT count(*) FROM ${relation})
     ORDER BY n DESC, ${places.join(', ')}`,
  );
  return columns.map(({ name, type }, i) => {
    const values = rows.filter((row) => row[`of_c${i}`] === true).map((row) => row[`c${i}`]);
    const texts = values.filter((value) => typeof value === 'string').filter(isPlain);
    const missing = values.includes(null) ? [null] : [];
    return { name, type, kind: 'categories', values: [...texts, ...missing] };
  });
}

function isPlain(value: string): boolean {
  return value.length <= LONGEST_VALUE && !value.includes('\0');
}

/** Bins of a tenth of the rows each, as far as equal values allow. */
async function binsOf(engine: Engine, relation: string, columns: readonly Named[]): Promise<Feature[]> {
  const tenths = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];
  const picked = columns.flatMap(({ name }, i) => {
    const x = numberSql(name);
    return [
      `CAST(quantile_disc(${x}, [${tenths.join(', ')}]) FILTER (WHERE NOT isnan(${x})) AS VARCHAR) AS edges_${i}`,
      `count(*) FILTER (WHERE ${x} IS NULL) AS nulls_${i}`,
      `count(*) FILTER (WHERE isnan(${x})) AS nans_${i}`,
    ];
  });
  const [row] = await engine.query(`SELECT ${picked.join(', ')} FROM ${relation}`);
  return columns.map(({ name, type }, i) => {
    const values = numbersIn(row?.[`edges_${i}`]);
    return {
      name,
      type,
      kind: 'bins',
      // Nothing lies beyond the highest value.
      edges: inFewDigits([...new Set(values)].filter((edge) => edge !== values.at(-1))),
      nulls: Number(row?.[`nulls_${i}`]) > 0,
      nans: Number(row?.[`nans_${i}`]) > 0,
    };
  });
}

/** Numbers in as few digits, from three on, as keep them apart: people read them. Whole ones stay as they are. */
function inFewDigits(numbers: readonly number[]): number[] {
  for (let digits = 3; digits < 17; digits++) {
    const rounded = numbers.map((x) => (Number.isInteger(x) ? x : Number(x.toPrecision(digits))));
    if (rounded.every((x, i) => i === 0 || x > (rounded[i - 1] as number))) return rounded;
  }
  return [...numbers];
}

/** Numbers of a list as the engine writes it. */
function numbersIn(list: unknown): number[] {
  if (typeof list !== 'string') return [];
  const texts = list.slice(1, -1).split(', ');
  return texts.map((text) =>
    text === 'inf' ? Number.POSITIVE_INFINITY : text === '-inf' ? Number.NEGATIVE_INFINITY : Number(text),
  );
}

/** SQL of a column's numbers. */
export function numberSql(name: string): string {
  return `CAST(${quoteName(name)} AS DOUBLE)`;
}

/** A number as SQL that is the same number: more than 15 digits would be a decimal, and not that of the column. */
export function numberLiteral(value: number): string {
  if (!Number.isFinite(value)) return `CAST(${quoteText(value > 0 ? 'Infinity' : '-Infinity')} AS DOUBLE)`;
  const text = String(value);
  return text.replace(/\D/g, '').length > 15 && !text.includes('e') ? `${text}e0` : text;
}
