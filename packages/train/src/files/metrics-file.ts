import type { Training } from '@assay/contract';
import { flatten } from './flatten.ts';
import { readValueFile } from './value-file.ts';

const NOT_FINITE = /^[-+]?\.?(nan|inf(inity)?)$/i;

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
  for (const [key, leaf] of flatten(
    await readValueFile(root, path, 'train.metrics-file'),
    'keep',
    'train.metrics-file',
  )) {
    const value = typeof leaf === 'bigint' ? Number(leaf) : leaf;
    const shown = `the metric ${JSON.stringify(key)}`;
    if (typeof value === 'number' && Number.isFinite(value)) metrics.push([key, value]);
    else if (Array.isArray(value)) notes.push(`${shown} is a list, and was left out: a metric is one number`);
    else if (typeof value === 'number' || (typeof value === 'string' && NOT_FINITE.test(value))) {
      notes.push(`${shown} is ${value}, and was left out`);
    }
  }
  return { metrics: Object.fromEntries(metrics), notes };
}
