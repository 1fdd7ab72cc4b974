import type { Engine } from '../engine/index.ts';
import {
  type AggregateExpression,
  aggregateOf,
  isAggregate,
  numberOf,
  type RowAggregate,
} from './aggregate-call.ts';
import { isNode, type Node, parse } from './condition-tree.ts';
import { columnsOf } from './parse-predicate.ts';
import { PredicateMistake } from './predicate-mistake.ts';

type Value = AggregateExpression['value'];

/**
 * Reads one expression over the rows of a file that nobody has reviewed yet: arithmetic on sum, avg, count and quantile_disc, of
 * what conditions of a contract may hold, each with a FILTER where wanted. It is taken apart, so that it can be computed
 * for rows that weigh differently.
 *
 * @throws PredicateMistake with the reason
 */
export async function parseAggregate(engine: Engine, text: string): Promise<AggregateExpression> {
  // The bracket stands on a line of its own, because the expression may end in a comment.
  const tree = await parse(engine.parser, `SELECT (${text}\n)`);
  const [statement, ...more] = tree.statements ?? [];
  const { from_table: from, select_list: [expression, ...others] = [] } = statement?.node ?? {};
  if (from?.type !== 'EMPTY' || more.length > 0 || others.length > 0 || !isNode(expression)) {
    throw new PredicateMistake('not one expression');
  }
  const aggregates: RowAggregate[] = [];
  const written = async (node: Node) => {
    columnsOf(node);
    return engine.dialect.condition(engine.parser, node, (name) => name);
  };
  const compiled = async (node: unknown): Promise<Value> => {
    if (!isNode(node)) throw new PredicateMistake('not one expression');
    if (node.class === 'CONSTANT') return constant(node);
    if (node.class === 'COLUMN_REF')
      throw new PredicateMistake(
        `"${[node['column_names']].flat().join('.')}" stands outside sum, avg, count or quantile_disc`,
      );
    if (node.class !== 'FUNCTION') throw new PredicateMistake('it holds more than arithmetic on aggregates');
    if (!isAggregate(node)) {
      const combine = arithmetic(node);
      return combine(await Promise.all(childrenOf(node).map(compiled)));
    }
    const { terms, value } = await aggregateOf(node, written);
    const first = aggregates.push(...terms) - terms.length;
    return (values) => value(values.slice(first, first + terms.length));
  };
  const value = await compiled(expression);
  if (aggregates.length === 0) throw new PredicateMistake('it holds no sum, avg, count or quantile_disc');
  return { aggregates, value };
}

function childrenOf(node: Node): unknown[] {
  return Array.isArray(node['children']) ? node['children'] : [];
}

function constant(node: Node): Value {
  const number = numberOf(node);
  if (!Number.isFinite(number)) throw new PredicateMistake('it holds a constant that is no number');
  return () => number;
}

const operations: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
};

const functions: Readonly<Record<string, (a: number) => number>> = {
  '-': (a) => -a,
  abs: Math.abs,
  sqrt: Math.sqrt,
  ln: Math.log,
  exp: Math.exp,
};

/** What a plain function makes of the values of its arguments. */
function arithmetic(node: Node): (children: readonly Value[]) => Value {
  const name = String(node['function_name']);
  const [a, b, ...more] = childrenOf(node);
  const two = Object.hasOwn(operations, name) ? operations[name] : undefined;
  const one = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (b !== undefined && two && more.length === 0)
    return ([left, right]) =>
      (values) =>
        two(left?.(values) ?? Number.NaN, right?.(values) ?? Number.NaN);
  if (a !== undefined && b === undefined && one)
    return ([only]) =>
      (values) =>
        one(only?.(values) ?? Number.NaN);
  throw new PredicateMistake(
    `"${name}" is not one of + - * / abs sqrt ln exp, nor of sum avg count quantile_disc`,
  );
}
