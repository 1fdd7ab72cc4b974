import { posix } from 'node:path';
import { parseValues } from '@assay/contract';
import { isPipeline, metricsOfPipeline } from './dvc-pipeline.ts';
import { type ReadMetrics, readMetricsFile } from './read.ts';

/**
 * Metrics that another tool wrote, from its file, or from all files of metrics that a `dvc.yaml` names: where these are
 * several, each metric has its file before its name, as in `eval/scores.json:accuracy`.
 *
 * @param read gives the text of a file
 * @throws UserError those of `readMetricsFile` and `metricsOfPipeline`
 */
export async function readMetrics(
  file: string,
  read: (file: string) => Promise<string>,
  options: Parameters<typeof readMetricsFile>[2],
): Promise<ReadMetrics> {
  const text = await read(file);
  if (!isPipeline(file)) return readMetricsFile(text, file, options);
  const files = metricsOfPipeline(parseValues(text, file), file);
  const metrics: ReadMetrics['metrics'] = [];
  for (const each of files) {
    const prefix = files.length === 1 ? '' : `${posix.relative(posix.dirname(file), each)}:`;
    const found = readMetricsFile(await read(each), each, options);
    metrics.push(...found.metrics.map((metric) => ({ ...metric, metric: `${prefix}${metric.metric}` })));
  }
  return { format: 'dvc', metrics };
}
