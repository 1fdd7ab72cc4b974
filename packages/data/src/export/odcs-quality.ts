import type { DataContract } from '@assay/contract';
import type { ExportNote } from './exporter.ts';

/** What may stand beside a check, as its contract has it. */
interface Beside {
  readonly where?: string | undefined;
  readonly severity?: string | undefined;
  readonly reason?: string | undefined;
  readonly owner?: string | undefined;
}

type Of = Pick<ExportNote, 'column' | 'key'>;

/**
 * A quality rule of the standard with what stands beside it. Every rule is about all rows there: a check of some of them is
 * left out, which is noted, for as a rule it would be stricter than it was.
 */
export function quality(
  said: object,
  { where, severity, reason, owner }: Beside,
  of: Of,
  notes: ExportNote[],
  called = '',
): object[] {
  if (where !== undefined) {
    notes.push({ ...of, message: `${called}left out, for every row has to keep it there: where ${where}` });
    return [];
  }
  if (owner !== undefined) notes.push({ ...of, message: `${called}owner is not said` });
  return [
    {
      ...said,
      ...(severity === 'warn' ? { severity: 'warning' } : {}),
      ...(reason === undefined ? {} : { description: reason }),
    },
  ];
}

/** How many may break it, with every digit: 0.7 % of 0.007. */
export function atMost(share: number): object {
  return share === 0 ? { mustBe: 0 } : { mustBeLessOrEqualTo: Number(`${share}e2`), unit: 'percent' };
}

/** The quality rules of the data as a whole. */
export function qualityOfTable(contract: DataContract, table: string, notes: ExportNote[]): object[] {
  return [...rowCount(contract, notes), ...keys(contract, notes), ...rules(contract, table, notes)];
}

function rowCount({ rows = {} }: DataContract, notes: ExportNote[]): object[] {
  const { 'at-least': least, 'at-most': most, ...beside } = rows;
  if (least === undefined && most === undefined) return [];
  return quality(
    { metric: 'rowCount', ...between(least, most) },
    beside,
    { column: null, key: 'rows' },
    notes,
  );
}

function between(least: number | undefined, most: number | undefined): object {
  if (least === undefined) return { mustBeLessOrEqualTo: most };
  if (most === undefined) return { mustBeGreaterOrEqualTo: least };
  return least === most ? { mustBe: least } : { mustBeBetween: [least, most] };
}

function keys({ unique }: DataContract, notes: ExportNote[]): object[] {
  return unique.flatMap((key) => {
    const {
      columns,
      'at-most': share = 0,
      ...beside
    } = typeof key === 'string' ? { columns: [key] } : Array.isArray(key) ? { columns: key } : key;
    const said = { metric: 'duplicateValues', arguments: { properties: columns }, ...atMost(share) };
    return quality(said, beside, { column: null, key: 'unique' }, notes, `of ${columns.join(', ')}: `);
  });
}

/** A rule becomes a query that counts the rows which break it. */
function rules({ rules: all }: DataContract, table: string, notes: ExportNote[]): object[] {
  return all.flatMap(({ name, expect, 'at-most': share = 0, ...beside }) => {
    const of = { column: null, key: 'rules' };
    if (share > 0) {
      const message = `${name}: left out, for every row has to keep it there: at most ${share}`;
      notes.push({ ...of, message });
      return [];
    }
    const query = `SELECT COUNT(*) FROM "${table.replaceAll('"', '""')}" WHERE NOT (${expect})`;
    return quality({ name, type: 'sql', query, mustBe: 0 }, beside, of, notes, `${name}: `);
  });
}
