import type { ColumnContract, Finding } from '@assay/contract';
import type { Reading } from '../column/reading.ts';
import { Binding, type Engine, toCount } from '../engine/index.ts';
import type { Summary } from '../profile/summary.ts';
import type { ColumnRule } from './column-rule.ts';
import { count, percent, rowsOf, shorten } from './words.ts';

/** How many of the commonest broken values are named. */
const COMMONEST = 3;

/** Holds a rule against a column: no finding, or one with the rows that break it. Rows are only read where it fails. */
export async function holdRule(
  engine: Engine,
  raw: string,
  rule: ColumnRule,
  column: { reading: Reading; contract: ColumnContract; summary: Summary; rows: number },
): Promise<Finding[]> {
  const { reading, contract, summary, rows } = column;
  const broken = rule.count(summary) ?? (await countBroken(engine, raw, rule, reading));
  if (broken === 0 || broken <= rule.tolerance * rows) return [];
  const showsValues = rule.showsValues && !contract.sensitive;
  const said = [`${rowsOf(broken)} of ${count(rows)} (${percent(broken / rows)})`];
  if (showsValues) said.push(await commonest(engine, raw, rule, reading));
  const remark = contract.sensitive ? '' : (rule.remark?.(summary) ?? '');
  return [
    {
      column: reading.column,
      check: rule.check,
      severity: contract.severity,
      expected: rule.expected,
      observed: [said.join(': '), remark].filter(Boolean).join('; '),
      rows: broken,
      fraction: broken / rows,
      examples:
        reading.wrongType && rule.check === 'type'
          ? []
          : await examples(engine, raw, rule, reading, showsValues),
    },
  ];
}

async function countBroken(engine: Engine, raw: string, rule: ColumnRule, reading: Reading): Promise<number> {
  const bind = new Binding();
  const [row = {}] = await engine.query(
    `SELECT count(*) AS n FROM (${read(reading, raw)}) WHERE ${rule.broken(OF, bind)}`,
    bind.values,
  );
  return toCount(row['n']);
}

/** `"Prcard" (3), "Way2ride" (1) and others` */
async function commonest(engine: Engine, raw: string, rule: ColumnRule, reading: Reading): Promise<string> {
  const bind = new Binding();
  const rows = await engine.query(
    `SELECT text, count(*) AS n FROM (${read(reading, raw)}) WHERE ${rule.broken(OF, bind)} GROUP BY text ORDER BY n DESC, text LIMIT ${COMMONEST + 1}`,
    bind.values,
  );
  const named = rows
    .slice(0, COMMONEST)
    .map((row) => `${JSON.stringify(shorten(String(row['text'])))} (${count(toCount(row['n']))})`);
  return named.join(', ') + (rows.length > COMMONEST ? ' and others' : '');
}

async function examples(
  engine: Engine,
  raw: string,
  rule: ColumnRule,
  reading: Reading,
  showsValues: boolean,
): Promise<Finding['examples']> {
  const bind = new Binding();
  const rows = await engine.query(
    `SELECT row, text FROM (${read(reading, raw)}) WHERE ${rule.broken(OF, bind)} LIMIT 5`,
    bind.values,
  );
  return rows.map((row) => ({
    row: toCount(row['row']),
    value: showsValues && typeof row['text'] === 'string' ? shorten(row['text']) : null,
  }));
}

const OF = { missing: 'm', value: 'v' };

/** Row numbers follow the files' order: a window without an order, over a scan that keeps it. */
function read(reading: Reading, raw: string): string {
  return `SELECT row_number() OVER () AS row, CAST(c${reading.index} AS VARCHAR) AS text, ${reading.missing} AS m, ${reading.value} AS v FROM ${raw}`;
}
