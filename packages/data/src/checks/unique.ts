import { quoteText } from '../engine/index.ts';
import { AbsentColumn } from '../predicate/row-condition.ts';
import { countPicked } from './broken-rows.ts';
import type { Checked, DataCheck } from './data-check.ts';
import { type Found, notMade, type Pending, saidOf } from './found.ts';
import { countRepeats, type Key, repeatedRows } from './repeated-rows.ts';
import { MOST_TOLD } from './tell-worst.ts';
import { type AskedKey, keyOf, keysOf } from './unique-keys.ts';
import { rowsOfAll, upTo } from './words.ts';

/** Keys, of one column or several, are never repeated. Rows with a null in the key are left out, as in SQL. */
export const unique: DataCheck = async (checked) => {
  const { engine, source, rows, readings } = checked;
  const asked = keysOf(checked);
  const findings: Pending[] = [];
  const present: (AskedKey & { readonly key: Key })[] = [];
  for (const each of asked) {
    const lacking = each.columns.find((column) => !readings.has(column));
    const { where } = each.said;
    const scope = where === undefined ? undefined : await checked.condition(where, each.place);
    const isAbsent = scope instanceof AbsentColumn;
    if (lacking === undefined && !isAbsent) {
      present.push({ ...each, key: keyOf(checked, checked.summary, each.columns, scope) });
      continue;
    }
    // A column with a rule of its own is reported missing by that rule.
    if (lacking !== undefined && checked.rule(lacking) !== undefined) continue;
    const why = lacking === undefined && isAbsent ? scope : `no column ${JSON.stringify(lacking)}`;
    findings.push(notMade(finding(each, { observed: '', rows, of: rows, examples: [] }), why, rows));
  }
  const late = present.filter((each) => aheadOf(checked, each) === undefined);
  const counted = await countRepeats(
    engine,
    source.raw,
    late.map(({ key }) => key),
  );
  for (const each of present) {
    const broken = aheadOf(checked, each) ?? counted[late.indexOf(each)] ?? 0;
    if (broken === 0) continue;
    const { scope } = each.key;
    const of = scope === undefined ? rows : await countPicked(engine, source.raw, scope);
    if (broken <= (each.said['at-most'] ?? 0) * of) continue;
    const shown = each.columns.some(checked.hides) ? null : keyText(checked, each.columns);
    const observed = `${rowsOfAll(broken, of)} ${broken === 1 ? 'repeats' : 'repeat'} an earlier key`;
    const told = { observed, rows: broken, examples: [] };
    const tell = async () => ({
      ...told,
      examples: await repeatedRows(engine, source.raw, each.key, shown, broken),
    });
    const isMany = source.columns.length > MOST_TOLD;
    const found = finding(each, { ...(isMany ? told : await tell()), of });
    findings.push(isMany ? { ...found, tell } : found);
  }
  return { checks: asked.length, findings };
};

/** Its repeats, where they were counted while the columns were summarised. */
function aheadOf({ repeats }: Checked, { columns, said }: AskedKey): number | undefined {
  const [name = ''] = columns;
  return columns.length === 1 && said.where === undefined ? repeats.get(name) : undefined;
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
  { columns, said, place }: AskedKey,
  told: Pick<Found, 'observed' | 'rows' | 'examples'> & { readonly of: number },
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
    ...told,
    fraction: told.of === 0 ? 1 : told.rows / told.of,
    fix: 'look for rows that were loaded twice, or name the columns that together make the key',
    place,
  };
}
