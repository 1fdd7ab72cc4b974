import { quoteText, type SqlValue } from '../engine/index.ts';

/** Puts values where `$1`, `$2` stand for them, outside of texts and names: Trino's protocol has no parameters of its own. */
export function withLiterals(sql: string, params: readonly SqlValue[]): string {
  return sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\d+)/g, (token, number: string | undefined) => {
    if (number === undefined) return token;
    const value = params[Number(number) - 1];
    if (value === undefined) throw new RangeError(`the query has no parameter ${token}`);
    return literal(value);
  });
}

function literal(value: SqlValue): string {
  if (typeof value === 'string') return quoteText(value);
  if (typeof value === 'number') return `CAST(${quoteText(String(value))} AS DOUBLE)`;
  if (typeof value === 'bigint') return `DECIMAL '${value}'`;
  if (typeof value === 'object' && value !== null) return `ARRAY[${value.map(quoteText).join(', ')}]`;
  return String(value);
}
