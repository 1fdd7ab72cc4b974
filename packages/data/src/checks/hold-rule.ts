import type { ColumnContract } from '@assay/contract';
import type { Reading } from '../column/reading.ts';
import type { Binding } from '../engine/index.ts';
import { picks, type RowCondition } from '../predicate/row-condition.ts';
import { type Asked, expressions } from '../profile/asked.ts';
import { type BrokenRows, countRows, firstRows, type Told, tell } from './broken-rows.ts';
import type { Answers, ColumnRule, FigureRule, Held, RowRule } from './column-rule.ts';
import { type Observed, type Pending, saidOf } from './found.ts';
import { rowsOfAll } from './words.ts';

/** A rule of a column, with its condition where it has one. */
export interface ScopedRule {
  readonly rule: ColumnRule;
  readonly scope: RowCondition | undefined;
}

/** What the summary is to count or compute for a rule. */
export function asks({ rule, scope }: ScopedRule, now: Date): Asked[] {
  const name = (question: string) => `${nameOf(rule)}: ${question}`;
  const asked: Asked[] = [];
  if ('judge' in rule) {
    for (const [question, sql] of Object.entries(rule.figures ?? {}))
      asked.push({ name: name(question), figure: (value) => sql(value, { now }), scope });
    for (const [question, sql] of Object.entries(rule.counts ?? {}))
      asked.push({ name: name(question), count: ({ value }, bind) => sql(value, bind), scope });
  } else if (isCounted(rule, scope)) {
    asked.push({ name: name('broken'), count: (of, bind) => rule.broken(of, bind), scope });
  }
  if (scope !== undefined) asked.push({ name: name('rows'), count: () => 'true', scope });
  return asked;
}

/** What a summary of the whole column tells is nothing about the rows of a condition. */
function isCounted(rule: RowRule, scope: RowCondition | undefined): boolean {
  const later = rule.settle !== undefined || rule.byOrder === true;
  return !later && (rule.counted || scope !== undefined);
}

function nameOf({ check, path }: ColumnRule): string {
  return (path ?? [check]).join('.') + check;
}

interface Holding extends Omit<Held, 'scope'> {
  readonly contract: ColumnContract;
  /** Whether the rows are only counted for now: there may be too many findings to show rows of each. */
  readonly countsOnly: boolean;
}

/** Holds a rule against a column: nothing, or what was found. Rows are only read where it fails. */
export async function holdRule({ rule, scope }: ScopedRule, column: Holding): Promise<Pending | null> {
  const { summary, contract, reading } = column;
  const prefix = `${nameOf(rule)}: `;
  const answers = Object.fromEntries(
    Object.entries(summary.answers).flatMap(([name, value]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [],
    ),
  );
  const held: Held = { ...column, scope, rows: scope === undefined ? column.rows : (answers['rows'] ?? 0) };
  const found =
    'judge' in rule ? await holdFigure(rule, held, answers) : await holdRows(rule, held, answers, column);
  if (found === null) return null;
  return {
    column: reading.column,
    check: rule.check,
    ...saidOf(rule.said, contract),
    expected: rule.expected + (rule.said?.where === undefined ? '' : `, where ${rule.said.where}`),
    fix: rule.fix,
    ...found,
    of: held.rows,
    fraction: held.rows === 0 ? 1 : found.rows / held.rows,
    place: ['columns', reading.column, ...(rule.path ?? [rule.check])],
  };
}

type Seen = Observed & Pick<Pending, 'tell'>;

async function holdFigure(rule: FigureRule, held: Held, answers: Answers): Promise<Seen | null> {
  const observed = await rule.judge(held, answers);
  return observed === null ? null : { observed, rows: held.rows, examples: [] };
}

async function holdRows(
  given: RowRule,
  held: Held,
  answers: Answers,
  { contract, countsOnly }: Holding,
): Promise<Seen | null> {
  const rule = given.settle === undefined ? given : await given.settle(held);
  if (rule === null) return null;
  const { reading, summary, scope, rows } = held;
  const shown = rule.showsValues && !contract.sensitive;
  const broken = rowsOfRule(rule, held, shown);
  const known = (isCounted(rule, scope) ? answers['broken'] : rule.count?.(summary)) ?? undefined;
  const isKept = (n: number) => n === 0 || n <= rule.tolerance * rows;
  if (known !== undefined && isKept(known)) return null;
  const remark = contract.sensitive || scope !== undefined ? '' : (rule.remark?.(summary) ?? '');
  const observed = ({ rows: n, commonest, examples, values }: Told): Observed => {
    const said = [rowsOfAll(n, rows), shown ? commonest : ''];
    const fix = rule.advise?.(values);
    return {
      observed: [said.filter(Boolean).join(': '), remark].filter(Boolean).join('; '),
      rows: n,
      examples: reading.wrongType && rule.check === 'type' ? [] : examples,
      ...(fix === undefined ? {} : { fix }),
    };
  };
  if (!countsOnly) {
    const told = await toldOf(broken, known);
    return isKept(told.rows) ? null : observed(told);
  }
  const n = known ?? (await countRows(broken));
  if (isKept(n)) return null;
  const tell = async () => observed(await toldOf(broken, n));
  return { ...observed({ rows: n, commonest: '', examples: [], values: [] }), tell };
}

/** Where the number is known and no value is shown, the first rows are found without a look at all of them. */
async function toldOf(broken: BrokenRows, known: number | undefined): Promise<Told> {
  if (known === undefined || broken.shown !== null) return tell(broken);
  return { rows: known, commonest: '', examples: await firstRows(broken), values: [] };
}

function rowsOfRule(rule: RowRule, held: Held, shown: boolean): BrokenRows {
  const { engine, raw, reading, scope, summary } = held;
  const { index } = reading;
  const picked = scope === undefined ? 'true' : picks(scope);
  const columns: readonly Reading[] = [...new Set([reading, ...(scope?.columns ?? [])])];
  const breaks = (bind: Binding) => `(${rule.broken({ missing: `m${index}`, value: `v${index}` }, bind)})`;
  // A text is searched and matched once for each different value, which costs less than once for each row.
  const byValue =
    reading.isText && summary.distinct !== null && rule.showsValues && !rule.byOrder && scope === undefined;
  const where = (bind: Binding) => {
    if (rule.byOrder) return breaks(bind);
    if (!byValue) return `${picked} AND ${breaks(bind)}`;
    const values = `(SELECT ${expressions(reading)} FROM (SELECT DISTINCT c${index} FROM ${raw}))`;
    return `c${index} IN (SELECT c${index} FROM ${values} WHERE ${breaks(bind)})`;
  };
  return {
    engine,
    raw,
    columns,
    where,
    shown: shown ? { columns: [reading], text: engine.dialect.text(`c${index}`, reading.engineType) } : null,
    inOrder: rule.byOrder ? { column: reading, picked } : undefined,
  };
}
