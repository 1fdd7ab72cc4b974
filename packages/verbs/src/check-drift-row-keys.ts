import { type Engine, quoteName, toCount } from '@assay/data';
import type { Known, Side } from '@assay/drift';

/** Of fewer rows, values that differ say little. */
const MANY_ROWS = 100;
/** Rows that are looked at first: few columns have no value twice among these, and only they are read in full. */
const FIRST_ROWS = 10_000;
/** Pairs of alike values that chance alone would make: that there is none then has a probability below exp(-7), 0.001. */
const PAIRS = 7;
/** Columns of one question: what has been seen of each takes a MB, so that 3,000 at once do not fit into memory. */
const TOGETHER = 100;

/**
 * Columns that tell rows apart and measure nothing: texts or whole numbers of which no two are alike. Whole numbers only where
 * their range is so narrow that as many drawn from it would repeat (the birthday problem): amounts in cents may all differ
 * by chance. Numbers with a fraction are measurements, however they differ.
 */
export async function rowKeys({ engine, table, rows }: Side, columns: readonly Known[]): Promise<string[]> {
  if (rows < MANY_ROWS) return [];
  const able = columns.filter(({ kind, integer }) => kind === 'categorical' || integer);
  const keys: string[] = [];
  for (let start = 0; start < able.length; start += TOGETHER) {
    const some = able.slice(start, start + TOGETHER);
    const names = some.map(({ name }) => quoteName(name)).join(', ');
    const first = `(SELECT ${names} FROM ${table.relation} LIMIT ${FIRST_ROWS})`;
    const likely = await withoutRepeats(engine, first, Math.min(rows, FIRST_ROWS), some);
    const found = await withoutRepeats(engine, table.relation, rows, likely);
    keys.push(...found.map(({ name }) => name));
  }
  return keys;
}

async function withoutRepeats(
  engine: Engine,
  from: string,
  rows: number,
  columns: readonly Known[],
): Promise<Known[]> {
  if (columns.length === 0) return [];
  const asked = columns.map(({ name, integer }, index) => {
    const column = quoteName(name);
    const span = integer ? `CAST(max(${column}) AS DOUBLE) - CAST(min(${column}) AS DOUBLE) + 1` : '0';
    return `count(DISTINCT ${column}) AS n${index}, ${span} AS span${index}`;
  });
  const [row = {}] = await engine.query(`SELECT ${asked.join(', ')} FROM ${from}`);
  const pairs = (rows * (rows - 1)) / 2;
  return columns.filter((_, index) => {
    const isEachItsOwn = toCount(row[`n${index}`]) === rows;
    return isEachItsOwn && pairs >= PAIRS * Number(row[`span${index}`]);
  });
}
