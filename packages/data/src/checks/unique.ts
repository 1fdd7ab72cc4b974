import { quoteText } from '../engine/index.ts';
import type { RowCondition } from '../predicate/row-condition.ts';
import type { Summary } from '../profile/summary.ts';
import type { Said } from './column-rule.ts';
import type { Checked, DataCheck } from './data-check.ts';
import { type Found, notMade, type Place, saidOf } from './found.ts';
import { countRepeats, type Key, repeatedRows } from './repeated-rows.ts';
import { percent, rowsOf, upTo } from './words.ts';

/** Types of which a value costs no more to compare than its hash. */
const SMALL = ['integer', 'number', 'date', 'timestamp'];

interface Asked {
  readonly columns: readonly string[];
  readonly said: Said & { readonly 'at-most'?: number | undefined };
  readonly place: Place;
}

/** Keys, of one column or several, are never repeated. Rows with a null in the key are left out, as in SQL. */
export const unique: DataCheck = async (checked) => {
  const { engine, source, rows, readings } = checked;
  const asked = keysOf(checked);
  const findings: Found[] = [];
  const present: (Asked & { readonly key: Key })[] = [];
  for (const each of asked) {
    const lacking = each.columns.find((column) => !readings.has(column));
    const { where } = each.said;
    const scope = where === undefined ? undefined : await checked.condition(where, each.place);
    if (lacking === undefined && typeof scope !== 'string') {
      present.push({ ...each, key: keyOf(checked, each.columns, scope) });
      continue;
    }
    // A column with a rule of its own is reported missing by that rule.
    if (lacking !== undefined && checked.rule(lacking) !== undefined) continue;
    const observed = lacking === undefined ? String(scope) : `no column ${JSON.stringify(lacking)}`;
    findings.push(notMade(finding(checked, each, observed, rows, []), observed, rows));
  }
  const repeats = await countRepeats(
    engine,
    source.raw,
    present.map(({ key }) => key),
  );
  for (const [i, each] of present.entries()) {
    const broken = repeats[i] ?? 0;
    if (broken === 0 || broken <= (each.said['at-most'] ?? 0) * rows) continue;
    const shown = each.columns.some((column) => checked.rule(column)?.sensitive)
      ? null
      : keyText(checked, each.columns);
    const examples = await repeatedRows(engine, source.raw, each.key, shown, broken);
    const observed = `${rowsOf(broken)} ${broken === 1 ? 'repeats' : 'repeat'} an earlier key`;
    findings.push(finding(checked, each, observed, broken, examples));
  }
  return { checks: asked.length, findings };
};

function keysOf({ contract, isOptional }: Checked): Asked[] {
  const ofColumns = Object.entries(contract.columns).flatMap(([column, rule]): Asked[] => {
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
  const single = new Set(ofColumns.map(({ columns }) => columns[0]));
  const ofData = contract.unique
    .map((key, i): Asked => {
      const { columns, ...said } =
        typeof key === 'string' ? { columns: [key] } : Array.isArray(key) ? { columns: key } : key;
      return { columns: [...new Set(columns)], said, place: ['unique', i] };
    })
    .filter(({ columns }) => columns.length > 1 || !single.has(columns[0]));
  // A column that may be absent and is, has no keys.
  return [...ofColumns, ...ofData].filter(({ columns }) => !columns.some(isOptional));
}

function keyOf(
  { readings, rows, summary }: Checked,
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
  const within = only?.type === 'integer' && isSmall ? closeEnds(summary(name), rows) : undefined;
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
function closeEnds(summary: Summary | undefined, rows: number): readonly [bigint, bigint] | undefined {
  if (summary?.min == null || summary.max == null) return undefined;
  const [least, greatest] = [BigInt(summary.min), BigInt(summary.max)];
  const fits = least > -GREATEST && greatest < GREATEST && greatest - least < BITS_A_ROW * BigInt(rows);
  return fits ? [least, greatest] : undefined;
}

function keyText({ readings, source }: Checked, columns: readonly string[]): string {
  const texts = columns.map((column) => {
    const reading = readings.get(column);
    const text = source.dialect.text(`c${reading?.index}`, reading?.engineType ?? 'VARCHAR');
    return columns.length === 1 ? text : `${quoteText(`${column}=`)} || ${text}`;
  });
  return texts.join(` || ', ' || `);
}

function finding(
  { rows: of }: Checked,
  { columns, said, place }: Asked,
  observed: string,
  rows: number,
  examples: Found['examples'],
): Found {
  const [only = null] = columns;
  const together = columns.map((column) => JSON.stringify(column)).join(', ');
  const most = said['at-most'] ?? 0;
  const words = columns.length === 1 ? 'every value once' : `every combination of ${together} once`;
  const where = said.where === undefined ? '' : `, where ${said.where}`;
  return {
    column: columns.length === 1 ? only : null,
    check: 'unique',
    ...saidOf(said),
    expected: words + where + upTo(most, 'again'),
    observed: most > 0 && of > 0 ? `${observed} (${percent(rows / of)})` : observed,
    rows,
    of,
    fraction: of === 0 ? 1 : rows / of,
    examples,
    fix: 'look for rows that were loaded twice, or name the columns that together make the key',
    place,
  };
}
