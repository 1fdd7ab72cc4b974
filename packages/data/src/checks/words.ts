/** 15,002; not by the machine's own means, which load its words of all languages first. */
export function count(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** "1 row", "3 rows" */
export function rowsOf(n: number): string {
  return `${count(n)} ${n === 1 ? 'row' : 'rows'}`;
}

/** A fraction as a percentage of three digits: "0.273 %", never "0 %" or "100 %" for what is not. */
export function percent(fraction: number): string {
  if (fraction === 0 || fraction === 1) return `${fraction * 100} %`;
  const rounded = Number((fraction * 100).toPrecision(3));
  return rounded === 100 ? 'over 99.9 %' : `${rounded} %`;
}

const SHOWN = 100;

/** A value of a row, at a length that a table can bear. */
export function shorten(text: string): string {
  const letters = [...text.slice(0, 2 * SHOWN + 2)];
  return letters.length > SHOWN ? `${letters.slice(0, SHOWN).join('')}…` : text;
}

/** Values as a list; texts in quotes, so that a space or nothing at all can be seen. */
export function listed(values: readonly (string | number | boolean)[], most: number): string {
  const shown = values
    .slice(0, most)
    .map((value) => (typeof value === 'string' ? JSON.stringify(shorten(value)) : String(value)));
  const more = values.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${count(more)} more` : shown.join(', ');
}

/** `3 rows of 1,000 (0.3 %)` */
export function rowsOfAll(n: number, all: number): string {
  return `${rowsOf(n)} of ${count(all)} (${percent(n / all)})`;
}

/** What follows an expectation that some rows may break: `, at most 0.1 % of rows outside`. */
export function upTo(tolerance: number, not: string): string {
  return tolerance > 0 ? `, at most ${percent(tolerance)} of rows ${not}` : '';
}

/** A number at the length that a person reads: six digits, all of a whole number. */
export function plainNumber(x: number): string {
  return Number.isInteger(x) && Math.abs(x) < 1e15 ? String(x) : String(Number(x.toPrecision(6)));
}

/** `at least 5`, `at most 7`, `5 to 7`; with all digits that the contract has. */
export function between({ min, max }: { min?: number | undefined; max?: number | undefined }): string {
  if (min === undefined) return max === undefined ? 'any' : `at most ${max}`;
  if (max === undefined) return `at least ${min}`;
  return `${min} to ${max}`;
}
