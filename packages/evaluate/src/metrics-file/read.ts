import { hint, type Metric, parseValues, UserError } from '@assay/contract';
import { directionOf } from './direction.ts';
import { plainMetrics } from './plain.ts';
import type { FoundMetric } from './reader.ts';
import { readers } from './registry.ts';

/** A record holds them all, and is small. */
const MOST_METRICS = 1000;
/** Some tools write their metrics beside every answer of a model. */
const MOST_BYTES = 64_000_000;

const PLAIN = 'plain';

/** Metrics that another tool wrote, and whose file it was. */
export interface ReadMetrics {
  format: string;
  metrics: Metric[];
}

/**
 * Metrics that another tool wrote into a JSON, YAML or TOML file. Which tool is told by the shape of what it wrote; of a
 * file that no reader knows, every number is a metric, by its dotted path.
 *
 * A metric has an interval where the file holds what gives one: counts of rows, or a standard error. Whether more is better
 * is what the tool says, else the name, where it tells.
 *
 * @param options.format only this tool's, or `plain`
 * @throws UserError `format-unknown`, `format-other`, `metrics-none`, `metrics-too-many`, `ambiguous-key`, and those of
 *   `parseValues` and `plainMetrics`
 */
export function readMetricsFile(
  text: string,
  file: string,
  { confidence, format }: { confidence: number; format?: string | undefined },
): ReadMetrics {
  const { format: of, metrics: found } = recognised(parseValues(text, file, file, MOST_BYTES), file, {
    confidence,
    format,
  });
  const metrics = found.map((metric) => metricOf(metric, confidence));
  const names = new Set(metrics.map(({ metric }) => metric));
  if (names.size < metrics.length) {
    const twice = metrics.find(({ metric }) => !names.delete(metric))?.metric;
    throw new UserError('ambiguous-key', `${file} has ${JSON.stringify(twice)} in two places`, {
      fix: 'rename one',
    });
  }
  if (metrics.length > MOST_METRICS) {
    throw new UserError(
      'metrics-too-many',
      `${file} holds ${metrics.length} numbers, more than ${MOST_METRICS}`,
      {
        fix: 'keep curves, tables and what is per row in files of their own: this one is for metrics',
      },
    );
  }
  if (metrics.length > 0) return { format: of, metrics };
  throw new UserError('metrics-none', `${file} holds no number`, {
    fix: 'write metrics as numbers: {"accuracy": 0.91}',
  });
}

function recognised(
  value: unknown,
  file: string,
  { confidence, format }: { confidence: number; format: string | undefined },
): { format: string; metrics: FoundMetric[] } {
  const formats = [...readers.map((reader) => reader.format), PLAIN];
  if (format !== undefined && !formats.includes(format)) {
    throw new UserError('format-unknown', `unknown format "${format}" of a metrics file`, {
      fix: hint(format, formats),
    });
  }
  for (const reader of readers.filter((each) => format === undefined || each.format === format)) {
    const metrics = reader.read(value, confidence);
    if (metrics !== undefined) return { format: reader.format, metrics };
  }
  if (format === undefined || format === PLAIN) return { format: PLAIN, metrics: plainMetrics(value, file) };
  throw new UserError('format-other', `${file} does not look like a file of ${format}`, {
    fix: 'leave out "format", or check the file',
  });
}

function metricOf({ metric, value, direction, interval, n }: FoundMetric, confidence: number): Metric {
  const finite = Number.isFinite(value);
  const sure = finite ? interval : undefined;
  return {
    metric: metric.isWellFormed() ? metric : JSON.stringify(metric),
    slice: null,
    direction: direction ?? directionOf(metric),
    value: finite ? value : null,
    low: sure?.low ?? null,
    high: sure?.high ?? null,
    confidence: sure === undefined ? null : confidence,
    method: sure?.method ?? null,
    n: n ?? null,
    reason: finite ? (sure === undefined ? 'metrics-file' : null) : 'not-finite',
  };
}
