import type { Finding, Severity } from '@assay/contract';
import { quoteText } from '../engine/index.ts';
import type { Checked, DataCheck } from './data-check.ts';
import { countRepeats, type Key, repeatedRows } from './repeated-rows.ts';
import { rowsOf } from './words.ts';

interface Asked {
  readonly columns: readonly string[];
  readonly severity: Severity;
}

/** Keys, of one column or several, are never repeated. Rows with a null in the key are left out, as in SQL. */
export const unique: DataCheck = async (checked) => {
  const { engine, source, rows, readings } = checked;
  const asked = keysOf(checked);
  const present = asked.filter(({ columns }) => columns.every((column) => readings.has(column)));
  const keys = present.map(({ columns }) => keyOf(checked, columns));
  const repeats = await countRepeats(engine, source.raw, keys);
  const findings: Finding[] = asked.flatMap(({ columns, severity }) => {
    const lacking = columns.find((column) => !readings.has(column));
    // A column with a rule of its own is reported missing by that rule.
    if (lacking === undefined || checked.rule(lacking) !== undefined) return [];
    return [finding(columns, severity, `no column ${JSON.stringify(lacking)}`, rows, 1, [])];
  });
  for (const [i, { columns, severity }] of present.entries()) {
    const broken = repeats[i] ?? 0;
    const key = keys[i];
    if (broken === 0 || key === undefined) continue;
    const shown = columns.some((column) => checked.rule(column)?.sensitive)
      ? null
      : keyText(checked, columns);
    const examples = await repeatedRows(engine, source.raw, key, shown);
    const observed = `${rowsOf(broken)} ${broken === 1 ? 'repeats' : 'repeat'} an earlier key`;
    findings.push(finding(columns, severity, observed, broken, broken / rows, examples));
  }
  return { checks: asked.length, findings };
};

function keysOf({ contract, rule }: Checked): Asked[] {
  const ofColumns = Object.entries(contract.columns)
    .filter(([, { unique }]) => unique)
    .map(([column, { severity }]) => ({ columns: [column], severity }));
  const single = new Set(ofColumns.map(({ columns }) => columns[0]));
  const ofData = contract.unique
    .map((key) => (typeof key === 'string' ? [key] : [...new Set(key)]))
    .filter((columns) => columns.length > 1 || !single.has(columns[0]))
    .map((columns) => ({ columns, severity: 'error' as const }));
  // A column that may be absent and is, has no keys.
  return [...ofColumns, ...ofData].filter(({ columns }) =>
    columns.every((column) => rule(column)?.required !== false),
  );
}

function keyOf({ readings }: Checked, columns: readonly string[]): Key {
  const parts = columns.map((column) => {
    const reading = readings.get(column);
    return reading === undefined || reading.wrongType ? `c${reading?.index}` : reading.value;
  });
  return { parts, skipNulls: true };
}

function keyText({ readings }: Checked, columns: readonly string[]): string {
  const texts = columns.map((column) => {
    const text = `CAST(c${readings.get(column)?.index} AS VARCHAR)`;
    return columns.length === 1 ? text : `${quoteText(`${column}=`)} || ${text}`;
  });
  return texts.join(` || ', ' || `);
}

function finding(
  columns: readonly string[],
  severity: Severity,
  observed: string,
  rows: number,
  fraction: number,
  examples: Finding['examples'],
): Finding {
  const [only = null] = columns;
  const together = columns.map((column) => JSON.stringify(column)).join(', ');
  return {
    column: columns.length === 1 ? only : null,
    check: 'unique',
    severity,
    expected: columns.length === 1 ? 'every value once' : `every combination of ${together} once`,
    observed,
    rows,
    fraction,
    examples,
  };
}
