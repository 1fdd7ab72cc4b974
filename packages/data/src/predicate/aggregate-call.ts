import { isNode, type Node, numberIn } from './condition-tree.ts';
import { PredicateMistake } from './predicate-mistake.ts';

/** One number of each row, and what is made of them: their sum, how many there are, or the quantile of a share. */
export interface RowAggregate {
  /** SQL of the number; rows for which it is null are left out. */
  readonly sql: string;
  readonly of: 'sum' | 'count' | number;
}

/** Arithmetic on aggregates. */
export interface AggregateExpression {
  readonly aggregates: readonly RowAggregate[];
  /** Its value, from those of the aggregates in their order. */
  readonly value: (aggregates: readonly number[]) => number;
}

/** Aggregates of one call, and its value from theirs. */
interface Call {
  readonly terms: readonly RowAggregate[];
  readonly value: AggregateExpression['value'];
}

const names: ReadonlySet<string> = new Set(['sum', 'avg', 'mean', 'count', 'count_star', 'quantile_disc']);

/** Whether a node calls an aggregate that is known. */
export function isAggregate(node: Node): boolean {
  return names.has(String(node['function_name']));
}

/**
 * Takes a call apart. `written` is SQL of a node that was found harmless.
 *
 * @throws PredicateMistake for DISTINCT, ORDER BY, or a quantile that is not named by a number
 */
export async function aggregateOf(node: Node, written: (node: Node) => Promise<string>): Promise<Call> {
  const name = String(node['function_name']);
  const [argument, level, ...more] = Array.isArray(node['children']) ? (node['children'] as unknown[]) : [];
  const orders = (Object(node['order_bys']) as { orders?: unknown[] }).orders ?? [];
  if (node['distinct'] === true || orders.length > 0 || node['schema'] !== '')
    throw new PredicateMistake(`${name} with DISTINCT or ORDER BY cannot be computed for resampled rows`);
  const takes = name === 'count_star' ? 0 : name === 'quantile_disc' ? 2 : 1;
  if ([argument, level, ...more].filter((child) => child !== undefined).length !== takes)
    throw new PredicateMistake(`${name} takes ${takes} values`);
  const filter = isNode(node['filter']) ? await written(node['filter']) : undefined;
  const kept = (sql: string) => (filter === undefined ? sql : `CASE WHEN ${filter} THEN ${sql} END`);
  const only: AggregateExpression['value'] = ([one = Number.NaN]) => one;
  if (!isNode(argument)) return { terms: [{ sql: kept('1'), of: 'count' }], value: only };
  const sql = await written(argument);
  switch (name) {
    case 'count':
      return {
        terms: [{ sql: kept(`CASE WHEN (${sql}) IS NOT NULL THEN 1 END`), of: 'count' }],
        value: only,
      };
    case 'quantile_disc':
      return { terms: [{ sql: kept(sql), of: shareOf(level) }], value: only };
    case 'sum':
      return { terms: [{ sql: kept(sql), of: 'sum' }], value: only };
    default:
      return {
        terms: [
          { sql: kept(sql), of: 'sum' },
          { sql: kept(sql), of: 'count' },
        ],
        value: ([sum = Number.NaN, count = Number.NaN]) => sum / count,
      };
  }
}

/** The number of a constant; NaN of what is none. */
export function numberOf(node: Node): number {
  const { value, is_null: isNull, type } = Object(node['value']) as Record<string, unknown>;
  const { scale } = Object(Object(type)['type_info']) as { scale?: unknown };
  // Decimals are held as whole numbers and their places after the point.
  const isNumber = node.class === 'CONSTANT' && isNull !== true && value !== '';
  return isNumber ? Number(numberIn(value)) / 10 ** Number(numberIn(scale ?? 0)) : Number.NaN;
}

function shareOf(node: unknown): number {
  const share = isNode(node) ? numberOf(node) : Number.NaN;
  if (share > 0 && share < 1) return share;
  throw new PredicateMistake(
    'quantile_disc takes a number between 0 and 1, as in quantile_disc(seconds, 0.95)',
  );
}
