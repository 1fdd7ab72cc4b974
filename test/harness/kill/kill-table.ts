import type { KillRow } from './killed-everywhere.ts';

/** Rows as a Markdown table. */
export function killTable(rows: readonly KillRow[]): string {
  const lines = rows.map((row) => {
    const cells = [row.scenario, row.at, row.killed ? 'yes' : 'no', String(row.exitCode), outcome(row)];
    return `| ${cells.map(inCell).join(' | ')} |`;
  });
  return [
    '| writer | killed at | killed | run again ends with | end state |',
    '|---|---|:-:|:-:|---|',
    ...lines,
  ].join('\n');
}

/** What is wrong with rows, one line each; none where all is well. */
export function killFailures(rows: readonly KillRow[]): string[] {
  return rows
    .filter(({ good }) => !good)
    .map((row) => `${row.scenario}, ${row.at}: ${row.exitCode} ${outcome(row)}`);
}

function outcome({ equal, difference: told = '' }: KillRow): string {
  return `${equal ? 'the same' : 'different'}${told === '' ? '' : `: ${told}`}`;
}

function inCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
