import { type ColumnType, parseDataContract, UserError } from '@assay/contract';
import { checkContract } from '../check-contract.ts';
import { checkPatterns } from '../checks/check-patterns.ts';
import type { Engine } from '../engine/index.ts';
import { parsePredicate } from '../predicate/parse-predicate.ts';
import { PredicateMistake } from '../predicate/predicate-mistake.ts';
import type { ColumnDraft, Draft } from './draft.ts';

/** The type of a column in the data, where there are data to look at. */
export type TypeInData = (column: string) => ColumnType | undefined;

type Contract = Readonly<Record<string, unknown>>;

/**
 * The contract of a draft. What a contract would refuse is left out and noted: a range of texts, a pattern with a
 * look-ahead, a condition that is none.
 *
 * @throws UserError where the whole is refused though each of its parts is not: it is too large
 */
export async function settle(
  engine: Engine,
  draft: Draft,
  file: string,
  typeInData: TypeInData,
): Promise<Contract> {
  for (const [name, column] of draft.columns)
    if (!column.has('type')) tellType(draft, name, column, typeInData);
  dropUnnameable(draft);
  for (const [name, column] of draft.columns) noteAscii(draft, name, column);
  const whole = contractOf(draft);
  if ((await mistakeOf(engine, whole, file)) === null) return whole;
  for (const [name, column] of draft.columns) await settleColumn(engine, draft, name, column);
  for (const list of [draft.unique, draft.rules, draft.references]) {
    const key = list === draft.unique ? 'unique' : list === draft.rules ? 'rules' : 'references';
    for (const piece of [...list]) {
      const mistake = await mistakeOf(engine, { 'assay-data': 1, columns: {}, [key]: [piece] }, file);
      if (mistake === null) continue;
      list.splice(list.indexOf(piece), 1);
      leaveOut(draft, null, `${key} ${JSON.stringify(piece)}`, mistake);
    }
  }
  for (const [key, value] of [...draft.top]) {
    const mistake = await mistakeOf(engine, { 'assay-data': 1, columns: {}, [key]: value }, file);
    if (mistake === null) continue;
    draft.top.delete(key);
    leaveOut(draft, null, `${key} ${JSON.stringify(value)}`, mistake);
  }
  const settled = contractOf(draft);
  parseDataContract(JSON.stringify(settled), file);
  return settled;
}

/** Python's classes of characters hold all letters and digits there are, RE2's those of ASCII. */
function noteAscii(draft: Draft, name: string, column: ColumnDraft): void {
  const pattern = JSON.stringify(column.get('pattern') ?? '').replaceAll('\\\\', '\\');
  const [found] = /\\[bdsw]/i.exec(pattern) ?? [];
  if (found === undefined) return;
  const message = `${found} is of ASCII here; [\\pL\\pN_] is every letter and digit`;
  draft.notes.push({ column: name, place: '', line: 1, message });
}

/** What a record of values cannot have as a key. */
function dropUnnameable(draft: Draft): void {
  if (!draft.columns.delete('__proto__')) return;
  leaveOut(draft, '__proto__', 'the column', 'a contract cannot name a column __proto__');
}

async function settleColumn(engine: Engine, draft: Draft, name: string, column: ColumnDraft): Promise<void> {
  const alone = (said: Contract) => ({ 'assay-data': 1, columns: { [name]: said } });
  if ((await mistakeOf(engine, alone(Object.fromEntries(column)), name)) === null) return;
  const type = column.get('type');
  for (const [key, value] of [...column]) {
    if (key === 'type') continue;
    const mistake = await mistakeOf(engine, alone({ type, [key]: value }), name);
    if (mistake === null) continue;
    column.delete(key);
    leaveOut(draft, name, `${key} ${JSON.stringify(value)}`, mistake);
  }
}

function leaveOut(draft: Draft, column: string | null, what: string, mistake: string): void {
  draft.notes.push({ column, place: '', line: 1, message: `left out: ${what}: ${mistake}` });
}

/** Why a contract would be refused; null: it would not. */
async function mistakeOf(engine: Engine, contract: Contract, file: string): Promise<string | null> {
  try {
    const located = checkContract(parseDataContract(JSON.stringify(contract), file));
    await checkPatterns(engine, located);
    const { rules, unique, columns } = located.value;
    const conditions = [
      ...rules.flatMap(({ expect, where }) => [expect, where]),
      ...unique.map((key) => (typeof key === 'object' && 'where' in key ? key.where : undefined)),
      ...Object.values(columns).flatMap((column) => Object.values(column).map(whereOf)),
    ];
    for (const condition of new Set(conditions))
      if (condition !== undefined) await parsePredicate(engine, condition);
    return null;
  } catch (error) {
    if (error instanceof PredicateMistake) return error.message;
    if (!(error instanceof UserError)) throw error;
    return error.message.replace(/^\S+:\d+:\d+ {2}/, '');
  }
}

function whereOf(value: unknown): string | undefined {
  const where = typeof value === 'object' && value !== null && 'where' in value ? value.where : undefined;
  return typeof where === 'string' ? where : undefined;
}

/** What a column is, where a format knows no types: as it is in the data, or by what is said of it. */
function tellType(draft: Draft, name: string, column: ColumnDraft, typeInData: TypeInData): void {
  const known = typeInData(name);
  const type = known ?? likelyType(column) ?? draft.hints.get(name) ?? 'string';
  column.set('type', type);
  const why = known === undefined ? '; the input "data" would tell' : ', as the data have it';
  const message = `its type is not said; read as ${type}${why}`;
  draft.notes.push({ column: name, place: '', line: 1, message });
}

const OF_TEXTS = ['length', 'pattern'];
const OF_NUMBERS = ['mean', 'sd', 'sum', 'quantiles', 'nan'];

function likelyType(column: ColumnDraft): ColumnType | undefined {
  if (OF_TEXTS.some((key) => column.has(key))) return 'string';
  const { values, min, max } = { ...objectOf(column.get('allowed')), ...objectOf(column.get('range')) };
  const some: unknown[] = Array.isArray(values) ? values : [min, max].filter((end) => end !== undefined);
  if (some.length > 0 && some.every((value) => typeof value === 'boolean')) return 'boolean';
  const isNumber = some.length > 0 && some.every((value) => typeof value === 'number');
  if (isNumber && values !== undefined && some.every(Number.isInteger)) return 'integer';
  if (isNumber || OF_NUMBERS.some((key) => column.has(key))) return 'number';
  if (column.has('range') && some.every((value) => /^\d{4}-\d{2}-\d{2}/.test(String(value))))
    return 'timestamp';
  return some.length > 0 ? 'string' : undefined;
}

function objectOf(value: unknown): { values?: unknown; min?: unknown; max?: unknown } {
  return Array.isArray(value) ? { values: value } : typeof value === 'object' && value !== null ? value : {};
}

function contractOf(draft: Draft): Contract {
  const list = (key: string, values: readonly object[]) => (values.length === 0 ? {} : { [key]: values });
  return {
    'assay-data': 1,
    ...Object.fromEntries(draft.top),
    ...list('unique', draft.unique),
    columns: Object.fromEntries([...draft.columns].map(([name, column]) => [name, said(column)])),
    ...list('rules', draft.rules),
    ...list('references', draft.references),
    ...(draft.environments.size === 0 ? {} : { environments: Object.fromEntries(draft.environments) }),
  };
}

/** What is said of a column, in the short form where there is nothing beside it. */
function said(column: ColumnDraft): Record<string, unknown> {
  const entries = [...column].map(([key, value]) => {
    const [only, ...more] = typeof value === 'object' && value !== null ? Object.entries(value) : [];
    const isShort = more.length === 0 && (only?.[0] === 'values' || only?.[0] === 'match');
    return [key, isShort ? only?.[1] : value];
  });
  return { type: column.get('type'), ...Object.fromEntries(entries) };
}
