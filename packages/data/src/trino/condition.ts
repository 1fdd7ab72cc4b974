import type { ConditionTree } from '../engine/dialect.ts';
import { quoteText } from '../engine/index.ts';
import { isNode, type Node, numberIn } from '../predicate/condition-tree.ts';
import { PredicateMistake } from '../predicate/predicate-mistake.ts';

const COMPARISONS: Readonly<Record<string, string>> = {
  COMPARE_EQUAL: '=',
  COMPARE_NOTEQUAL: '<>',
  COMPARE_LESSTHAN: '<',
  COMPARE_LESSTHANOREQUALTO: '<=',
  COMPARE_GREATERTHAN: '>',
  COMPARE_GREATERTHANOREQUALTO: '>=',
  COMPARE_DISTINCT_FROM: 'IS DISTINCT FROM',
  COMPARE_NOT_DISTINCT_FROM: 'IS NOT DISTINCT FROM',
};

type Write = (...of: readonly string[]) => string;

const infix =
  (operator: string): Write =>
  (...of) =>
    of.length === 1 ? `(${operator}${of[0]})` : `(${of.join(` ${operator} `)})`;
const call =
  (name: string): Write =>
  (...of) =>
    `${name}(${of.join(', ')})`;
const same = (names: string) => Object.fromEntries(names.split(' ').map((name) => [name, call(name)]));

/** Functions that answer the same in both; of others nobody could say on which engine a rule was broken. */
const FUNCTIONS: Readonly<Record<string, Write>> = {
  '+': infix('+'),
  '-': infix('-'),
  '*': infix('*'),
  '||': infix('||'),
  // Whole numbers too are divided with a remainder.
  '/': (a, b) => `(CAST(${a} AS DOUBLE) / CAST(${b} AS DOUBLE))`,
  '%': (a, b) => `(${a} % nullif(${b}, 0))`,
  '~~': infix('LIKE'),
  '!~~': infix('NOT LIKE'),
  ...same(
    'abs ceil ceiling floor round sign lower upper length trim ltrim rtrim starts_with strpos nullif coalesce',
  ),
  ...same('year month day hour minute second quarter'),
  len: call('length'),
  contains: (text, part) => `(strpos(${text}, ${part}) > 0)`,
  prefix: call('starts_with'),
  isnan: call('is_nan'),
  isinf: call('is_infinite'),
  isfinite: call('is_finite'),
};

const CASTS: Readonly<Record<string, string>> = {
  DOUBLE: 'DOUBLE',
  DATE: 'DATE',
  TIMESTAMP: 'TIMESTAMP(6)',
  BOOLEAN: 'BOOLEAN',
};

/**
 * A condition that was taken apart and found harmless, in Trino's words.
 *
 * @throws PredicateMistake: it holds what Trino has not, or answers otherwise
 */
export function trinoCondition(tree: ConditionTree, rename: (column: string) => string): string {
  const write = (node: unknown): string => {
    if (!isNode(node)) throw new PredicateMistake('it holds what cannot be asked of Trino');
    const { type } = node;
    const each = (key: string) => ([node[key]].flat() as unknown[]).map(write);
    switch (node.class) {
      case 'COLUMN_REF':
        return rename(String((node['column_names'] as string[])[0]));
      case 'CONSTANT':
        return constant(node);
      case 'COMPARISON':
        return `(${write(node['left'])} ${COMPARISONS[String(type)] ?? lacking(String(type))} ${write(node['right'])})`;
      case 'CONJUNCTION':
        return `(${each('children').join(type === 'CONJUNCTION_OR' ? ' OR ' : ' AND ')})`;
      case 'BETWEEN':
        return `(${write(node['input'])} BETWEEN ${write(node['lower'])} AND ${write(node['upper'])})`;
      case 'CASE': {
        const checks = node['case_checks'] as { when_expr: unknown; then_expr: unknown }[];
        const whens = checks.map((check) => ` WHEN ${write(check.when_expr)} THEN ${write(check.then_expr)}`);
        return `(CASE${whens.join('')} ELSE ${write(node['else_expr'])} END)`;
      }
      case 'CAST': {
        const id = String((node['cast_type'] as { id: unknown }).id);
        const word = node['try_cast'] === true ? 'TRY_CAST' : 'CAST';
        return `${word}(${write(node['child'])} AS ${Object.hasOwn(CASTS, id) ? CASTS[id] : lacking(`CAST to ${id}`)})`;
      }
      case 'FUNCTION': {
        const name = String(node['function_name']);
        const written = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
        return written === undefined ? lacking(`the function "${name}"`) : written(...each('children'));
      }
      case 'OPERATOR':
        return operator(String(type), each('children'));
      default:
        return lacking(node.class);
    }
  };
  return write(tree);
}

function operator(type: string, [first = '', ...others]: readonly string[]): string {
  switch (type) {
    case 'OPERATOR_NOT':
      return `(NOT ${first})`;
    case 'OPERATOR_IS_NULL':
      return `(${first} IS NULL)`;
    case 'OPERATOR_IS_NOT_NULL':
      return `(${first} IS NOT NULL)`;
    case 'COMPARE_IN':
      return `(${first} IN (${others.join(', ')}))`;
    case 'COMPARE_NOT_IN':
      return `(${first} NOT IN (${others.join(', ')}))`;
    case 'OPERATOR_COALESCE':
      return others.length === 0 ? first : `coalesce(${[first, ...others].join(', ')})`;
    default:
      return lacking(type);
  }
}

function constant(node: Node): string {
  const value = node['value'] as { type: Type; is_null: boolean; value?: unknown };
  if (value.is_null) return 'NULL';
  const { id, type_info: info } = value.type;
  const digits = numberIn(value.value);
  switch (id) {
    case 'VARCHAR':
      return quoteText(String(value.value));
    case 'BOOLEAN':
      return String(value.value);
    case 'INTEGER':
    case 'BIGINT':
      return `(${digits})`;
    case 'DOUBLE':
      return `CAST(${quoteText(digits)} AS DOUBLE)`;
    case 'HUGEINT':
      return decimal(whole(value.value), 0);
    case 'DECIMAL': {
      const isWide = typeof value.value === 'object';
      return decimal(
        isWide ? whole(value.value) : BigInt(digits),
        info?.scale === undefined ? 0 : Number(numberIn(info.scale)),
      );
    }
    default:
      return lacking(`a constant of type ${id}`);
  }
}

interface Type {
  id: string;
  type_info: { scale?: unknown } | null;
}

/** A number of 128 bits, as the tree has its two halves. */
function whole(value: unknown): bigint {
  const { upper, lower } = value as { upper: unknown; lower: unknown };
  return (BigInt(numberIn(upper)) << 64n) + BigInt(numberIn(lower));
}

function decimal(digits: bigint, scale: number): string {
  const all = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
  const point = scale === 0 ? all : `${all.slice(0, -scale)}.${all.slice(-scale)}`;
  return `DECIMAL '${digits < 0n ? '-' : ''}${point}'`;
}

function lacking(what: string): never {
  throw new PredicateMistake(
    `it holds ${what}, which is not asked of Trino: it may answer otherwise than DuckDB`,
  );
}
