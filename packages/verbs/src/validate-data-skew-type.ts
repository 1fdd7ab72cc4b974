import type { DriftFinding } from '@assay/contract';
import { type Engine, familyOf, quoteName, type Table, toCount } from '@assay/data';
import type { Watched } from '@assay/drift';
import { formatCount } from '@assay/report';

/** Values of a column that are no numbers, where the reference has numbers. */
export interface Misfits {
  /** What there is, in words: `5,000 values are no numbers, such as "8.25 EUR"`. */
  readonly words: string;
  /** The column's type in the data. */
  readonly type: string;
}

/** How many characters of a value are shown. */
const SHOWN = 40;

/**
 * The columns that are found to lack more numbers than the reference, not or not only because they are null: a comparison as
 * numbers takes a text that is none for missing.
 */
export async function misfitsOf(
  engine: Engine,
  { relation, columns }: Pick<Table, 'relation' | 'columns'>,
  found: readonly DriftFinding[],
  watched: readonly Watched[],
  hides: (column: string) => boolean,
): Promise<ReadonlyMap<string, Misfits>> {
  const numeric = new Set(watched.filter(({ kind }) => kind === 'numeric').map(({ name }) => name));
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  const misfits = new Map<string, Misfits>();
  for (const { column, method, outcome } of found) {
    const type = types.get(column);
    const isAsked = method === 'null_rate' && outcome === 'drift' && numeric.has(column);
    if (!isAsked || type === undefined || ['integer', 'decimal', 'float'].includes(familyOf(type))) continue;
    const name = quoteName(column);
    const text = `CAST(${name} AS VARCHAR)`;
    const [row] = await engine.query(
      `SELECT count(*) AS n, min(${text}) AS example FROM ${relation} WHERE ${name} IS NOT NULL AND TRY_CAST(${text} AS DOUBLE) IS NULL`,
    );
    const n = toCount(row?.['n']);
    if (n === 0) continue;
    const example = hides(column) ? '' : `, such as ${JSON.stringify(inShort(String(row?.['example'])))}`;
    const words = n === 1 ? '1 value is no number' : `${formatCount(n)} values are no numbers`;
    misfits.set(column, { type, words: words + example });
  }
  return misfits;
}

function inShort(text: string): string {
  const letters = [...text];
  return letters.length > SHOWN ? `${letters.slice(0, SHOWN).join('')}…` : text;
}
