import { digestValue, UserError } from '@assay/contract';
import { type Engine, PredicateMistake, parseAggregate } from '@assay/data';
import type { RequestedMetric } from './request.ts';

/** Metrics ready to be computed, and the numbers of rows that the user's own read. */
export interface ReadyMetrics {
  metrics: RequestedMetric[];
  /** SQL of each number, by a name of ours: the same wherever the SQL is the same, so that a later run finds it. */
  numbers: Record<string, string>;
}

/**
 * Takes the user's own metrics apart, and has the engine look at what they read.
 *
 * @param relation SQL of the predictions
 * @throws UserError `metric-invalid`
 */
export async function readyMetrics(
  engine: Engine,
  relation: string,
  requested: readonly RequestedMetric[],
): Promise<ReadyMetrics> {
  const numbers: Record<string, string> = {};
  const metrics: RequestedMetric[] = [];
  for (const metric of requested) {
    if (metric.sql === undefined) {
      metrics.push(metric);
      continue;
    }
    const { aggregates, value } = await parsed(engine, metric.key, metric.sql);
    const named = aggregates.map(({ sql, of }) => ({ column: nameOf(sql), of, sql }));
    for (const { column, sql } of named) {
      numbers[column] = sql;
      await requireNumber(engine, relation, metric.key, sql);
    }
    const formula = { aggregates: named.map(({ column, of }) => ({ column, of })), value };
    metrics.push({ ...metric, spec: { ...metric.spec, formula } });
  }
  return { metrics, numbers };
}

function nameOf(sql: string): string {
  return `own_${digestValue(sql).slice('sha256:'.length, 'sha256:'.length + 16)}`;
}

async function parsed(engine: Engine, key: string, sql: string) {
  return parseAggregate(engine, sql).catch((cause) => {
    throw cause instanceof PredicateMistake ? invalid(key, cause.message, cause) : cause;
  });
}

async function requireNumber(engine: Engine, relation: string, key: string, sql: string): Promise<void> {
  const [row] = await engine.query(`DESCRIBE SELECT ${sql} AS x FROM ${relation}`).catch((cause: Error) => {
    throw invalid(key, cause.message.split('\n')[0] ?? '', cause);
  });
  const type = String(row?.['column_type']);
  if (!/^(BOOLEAN|U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL.*)$/.test(type))
    throw invalid(key, `${sql.slice(0, 80)} is no number, but ${type}`);
}

function invalid(key: string, reason: string, cause?: unknown): UserError {
  return new UserError('metric-invalid', `metric "${key}": ${reason}`, {
    fix: 'write arithmetic on sum, avg, count and quantile_disc over columns of the predictions, like "sum(cost) / count(*) FILTER (WHERE won)"',
    cause,
  });
}
