import {
  type ColumnContract,
  type DataContract,
  type LabelReport,
  type Located,
  UserError,
} from '@assay/contract';
import type { Reading } from '../column/reading.ts';
import { isSensitive } from '../column/sensitive.ts';
import { inLanes } from '../engine/in-lanes.ts';
import type { Engine } from '../engine/index.ts';
import { AbsentColumn } from '../predicate/row-condition.ts';
import { type Summaries, type Summary, summarise } from '../profile/summary.ts';
import type { SourceColumn, Table } from '../source/source.ts';
import { type Conditions, conditionsOf, countsOf, type PreparedRule } from './conditions.ts';
import { contractMistake } from './contract-mistake.ts';
import type { Answer, Checked, RuleCounts } from './data-check.ts';
import type { Environment } from './environment.ts';
import { type Found, type Pending, type Place, saidOf } from './found.ts';
import { asks, holdRule, type ScopedRule } from './hold-rule.ts';
import { columnChecks, dataChecks } from './registry.ts';
import { MOST_TOLD, tellWorst } from './tell-worst.ts';
import { repeatsAhead } from './unique-keys.ts';

/** A column of the data, and what the contract says about it. */
interface Column {
  readonly name: string;
  readonly reading: Reading;
  readonly rule: ColumnContract | undefined;
}

/** Data, and all that they are held against. */
export interface Case {
  readonly engine: Engine;
  readonly source: Table;
  /** As it is written; and as it is in the environment. */
  readonly located: Located<DataContract>;
  readonly contract: DataContract;
  readonly environment: Environment;
  readonly columns: readonly Column[];
  readonly now: Date;
  readonly open: (data: string) => Promise<Table>;
  readonly columnsOf: (data: string) => Promise<readonly SourceColumn[]>;
}

export interface Judgement {
  readonly summaries: Summaries;
  readonly findings: readonly Found[];
  readonly checks: number;
  readonly labels?: LabelReport | undefined;
}

/** Makes every check of a contract. @throws UserError as validate */
export async function judge(of: Case): Promise<Judgement> {
  const { engine, source, located, contract, environment, columns, now } = of;
  const readings = columns.map(({ reading }) => reading);
  const conditions = conditionsOf(engine, source.raw, readings, located);
  const isOptional = (name: string) =>
    ruleOf(contract, name)?.required === false || environment.optional.has(name);
  const scoped = new Map<Reading, readonly (ScopedRule | Found)[]>();
  for (const column of columns) scoped.set(column.reading, await rulesOf(of, column, conditions));
  const across = await rulesAcross(of, conditions, isOptional);
  const byName = new Map(columns.map(({ name, reading }) => [name, reading]));
  const places = new Map(columns.map(({ name }, i) => [name, i]));
  const isUnique = !environment.skip.has('unique');
  const ahead = repeatsAhead({ engine, source, contract, readings: byName, isOptional });
  const summaries = await summarise(
    engine,
    source,
    readings,
    (reading) => (scoped.get(reading) ?? []).flatMap((each) => ('rule' in each ? asks(each, now) : [])),
    across.flatMap((rule) => (rule === null ? [] : countsOf(rule))),
    isUnique ? ahead.tasks : undefined,
  );

  const checked: Checked = {
    engine,
    source,
    contract,
    rows: summaries.rows,
    rowsPlace: environment.rowsPlace,
    readings: byName,
    repeats: ahead.repeats,
    summary: (name) => summaries.columns[places.get(name) ?? -1],
    isOptional,
    rule: (name) => ruleOf(contract, name),
    hides: (name) => isSensitive(name, ruleOf(contract, name)),
    condition: conditions.read,
    ruled: countsAcross(across, summaries),
    columnsInOrder: inTextOrder(located),
    ...opening(of),
    columnsOf: (data, place) =>
      of.columnsOf(data).catch((cause) => Promise.reject(contractMistake(located, place, cause))),
  };
  const holds: (() => Promise<Answer>)[] = [
    ...columns.map((column, i) => async () => {
      const rules = scoped.get(column.reading) ?? [];
      const findings = await held(of, column, rules, summaries.columns[i], summaries.rows);
      return { checks: rules.length, findings };
    }),
    ...Object.entries(dataChecks).map(([name, check]) => async () => {
      if (environment.skip.has(name)) return { checks: 0, findings: [] };
      return check(checked);
    }),
  ];
  const answers = await inLanes(holds);
  return {
    summaries,
    findings: await tellWorst(answers.flatMap(({ findings }) => findings)),
    checks: answers.reduce((sum, { checks }) => sum + checks, 0),
    labels: answers.find(({ labels }) => labels !== undefined)?.labels,
  };
}

function opening({ engine, located, open }: Case): Pick<Checked, 'open' | 'openAnywhere'> {
  const mistake = (place: Place) => (cause: unknown) =>
    Promise.reject(contractMistake(located, place, cause));
  return {
    open: (data, place) =>
      open(data)
        .then((table) => (table.dialect === engine.dialect ? table : Promise.reject(elsewhere(data))))
        .catch(mistake(place)),
    openAnywhere: (data, place) =>
      open(data)
        .then((table) => ({ table, engine: table.dialect === engine.dialect ? engine : engine.parser }))
        .catch(mistake(place)),
  };
}

function elsewhere(data: string): UserError {
  return new UserError('trino-alone', `${data} is not a table of Trino`, {
    fix: 'name a table, trino://catalog.schema.table: Trino cannot read files of the repository',
  });
}

/** What is found of a column's rules. */
async function held(
  { engine, source, columns, now }: Case,
  { reading, rule: contract }: Column,
  rules: readonly (ScopedRule | Found)[],
  summary: Summary | undefined,
  rows: number,
): Promise<Pending[]> {
  if (summary === undefined || contract === undefined) return [];
  const countsOnly = columns.length > MOST_TOLD;
  const findings: Pending[] = [];
  for (const each of rules) {
    if (!('rule' in each)) {
      findings.push({ ...each, rows, of: rows });
      continue;
    }
    const read = new Set([reading, ...(each.scope?.columns ?? [])]);
    const raw = source.only([...read].map(({ index }) => index));
    const at = { engine, raw, reading, contract, summary, rows, now, countsOnly };
    const found = await holdRule(each, at);
    if (found !== null) findings.push(found);
  }
  return findings;
}

export function ruleOf(contract: DataContract, column: string): ColumnContract | undefined {
  return Object.hasOwn(contract.columns, column) ? contract.columns[column] : undefined;
}

/** The rules of a column with their conditions; where a condition is on a column that is not there, that is found. */
async function rulesOf(
  { environment }: Case,
  { name, reading, rule: contract }: Column,
  conditions: Conditions,
): Promise<(ScopedRule | Found)[]> {
  if (contract === undefined) return [];
  const rules = Object.entries(columnChecks).flatMap(([key, check]) =>
    environment.skip.has(key) ? [] : [check(contract, reading) ?? []].flat(),
  );
  const scoped: (ScopedRule | Found)[] = [];
  for (const rule of rules) {
    const where = rule.said?.where;
    const place = ['columns', name, ...(rule.path ?? [rule.check])];
    const scope = where === undefined ? undefined : await conditions.read(where, [...place, 'where']);
    if (!(scope instanceof AbsentColumn)) scoped.push({ rule, scope });
    else
      scoped.push({
        column: name,
        check: rule.check,
        ...saidOf(rule.said, contract),
        expected: `${rule.expected}, where ${where}`,
        observed: scope.message,
        rows: 0,
        fraction: 1,
        examples: [],
        fix: scope.fix,
        place,
      });
  }
  return scoped;
}

/** The rules across columns, in their order; null: not held here. */
async function rulesAcross(
  { contract, environment, columns }: Case,
  conditions: Conditions,
  isOptional: (name: string) => boolean,
): Promise<(PreparedRule | null)[]> {
  const there = new Set(columns.map(({ name }) => name));
  const prepared: (PreparedRule | null)[] = [];
  for (const [i, { name }] of contract.rules.entries()) {
    const rule = environment.skip.has(name) ? null : await conditions.rule(i);
    // Of a column that may be absent and is, nothing is asked.
    const idle = rule?.absent != null && !there.has(rule.absent.column) && isOptional(rule.absent.column);
    prepared.push(idle ? null : rule);
  }
  return prepared;
}

function countsAcross(
  rules: readonly (PreparedRule | null)[],
  { counts }: Summaries,
): readonly (RuleCounts | null)[] {
  let next = 0;
  return rules.map((rule) => {
    if (rule === null) return null;
    const [broken = 0, rows = 0] = counts.slice(next, next + 2);
    next += 2;
    return { columns: rule.columns, where: rule.broken, broken, rows, absent: rule.absent };
  });
}

/** JavaScript puts keys that look like numbers first; the text has its own order. */
export function inTextOrder({ value, source }: Located<DataContract>): string[] {
  const places = Object.keys(value.columns).map((name) => ({
    name,
    ...source.position(['columns', name], 'key'),
  }));
  return places.sort((a, b) => a.line - b.line || a.column - b.column).map(({ name }) => name);
}
