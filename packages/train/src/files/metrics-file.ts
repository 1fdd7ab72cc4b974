import { flatten, numberOf, type Training } from '@assay/contract';
import { readValueFile } from './value-file.ts';

export interface Metrics {
  metrics: Training['metrics'];
  /** What was left out although it looks like a metric. */
  notes: string[];
}

/**
 * The finite numbers of a metrics file, nested keys joined with a dot. NaN, infinities (bare, or as the text that YAML
 * and MLflow make of them) and lists are left out with a note; texts and truth values are no metrics.
 *
 * @throws UserError as readValueFile and flatten
 */
export async function readMetrics(root: string, path: string): Promise<Metrics> {
  const metrics: [string, number][] = [];
  const notes: string[] = [];
  const { value, shown } = await readValueFile(root, path, 'train.metrics-file');
  for (const [key, leaf] of flatten(value, 'keep', shown)) {
    const number = numberOf(leaf);
    const named = `the metric ${JSON.stringify(key)}`;
    if (Array.isArray(leaf)) notes.push(`${named} is a list, and was left out: a metric is one number`);
    else if (number !== undefined && Number.isFinite(number)) metrics.push([key, number]);
    else if (number !== undefined) notes.push(`${named} is ${number}, and was left out`);
  }
  return { metrics: Object.fromEntries(metrics), notes };
}
