import { type Evaluate, type Evaluation, hint, type Task, UserError } from '@assay/contract';
import type { Engine, Source } from '@assay/data';
import { bestThreshold, metricIds, parseMetric } from '@assay/stats';
import type { JudgedFile } from './judged-file.ts';
import { rowsAmong } from './predictions/ids.ts';
import { loadPredictions, type Predictions } from './predictions/index.ts';
import { namingFile } from './predictions/naming-file.ts';
import { setDigest } from './predictions/set-digest.ts';
import type { RequestedMetric } from './request.ts';

/** What a record says of a threshold. */
type Threshold = NonNullable<Evaluation['threshold']>;

/** What is evaluated: its file, and its rows' names where they have any. */
interface Judged {
  source: JudgedFile;
  ids: Predictions['ids'];
}

/**
 * The threshold of predicted classes that an evaluation names: as it is given, or the best on another set.
 *
 * @param judged what is evaluated: none of its rows may choose the threshold
 * @param open opens a file of predictions
 * @throws UserError `threshold-invalid`, `unknown-metric`, and those of reading the predictions
 */
export async function thresholdOf(
  engine: Engine,
  evaluate: Evaluate & { task: Task },
  judged: Judged,
  open: (path: string) => Promise<Source>,
): Promise<Threshold | undefined> {
  const { threshold, task } = evaluate;
  if (threshold === undefined) return undefined;
  if (task !== 'binary' && task !== 'multilabel')
    throw invalid(`a ${task} task has no threshold`, 'leave out "threshold" under "evaluate:"');
  if (typeof threshold === 'number') return fixed(threshold);
  const { maximize, on } = threshold;
  if (task !== 'binary')
    throw invalid('only the threshold of a binary task is chosen', 'write a number: "threshold: 0.5"');
  if (!isChoosable(maximize)) {
    throw new UserError('unknown-metric', `no threshold can be chosen by "${maximize}"`, {
      fix: hint(
        maximize,
        metricIds(task).filter((id) => isChoosable(id)),
      ),
    });
  }
  const source = await open(on);
  const other = await namingFile(
    on,
    loadPredictions(engine, source.relation, task, { ...evaluate, slices: [] }, noMetrics),
  );
  await requireOtherRows(on, other, source, judged);
  if (other.whole.task !== 'binary') throw new TypeError('a binary task has a binary sample');
  const found = bestThreshold(other.whole.sample, { metric: maximize });
  if ('reason' in found)
    throw invalid(
      `${on} gives no threshold by ${maximize}`,
      'it has to have a score, and rows of both classes',
    );
  const set = await setDigest(engine, source.relation, task, other.columns, other);
  return { value: found.threshold, maximizes: maximize, on, set };
}

/** A threshold that was given. */
export function fixed(value: number): Threshold {
  return { value, maximizes: null, on: null, set: null };
}

const noMetrics = { metrics: [], numbers: {} };

function isChoosable(id: string): boolean {
  const parsed = parseMetric('binary', id);
  return parsed.found && parsed.metric.from === 'cells' && parsed.metric.direction !== null;
}

/** The metrics, those of predicted classes at this threshold where they name none; their names stay. */
export function atThreshold(
  metrics: readonly RequestedMetric[],
  threshold: Threshold | undefined,
): RequestedMetric[] {
  return metrics.map((metric) => {
    const needs = metric.needsThreshold && metric.spec.threshold === undefined;
    return needs && threshold ? { ...metric, spec: { ...metric.spec, threshold: threshold.value } } : metric;
  });
}

/** Without ids, only a file that is the same tells that the rows are. */
async function requireOtherRows(
  on: string,
  chosen: Predictions,
  other: Source,
  judged: Judged,
): Promise<void> {
  if (other.digest === (await judged.source.digest())) {
    throw invalid(
      `the threshold is chosen on ${on}, which is the evaluation set itself`,
      'choose it on rows that are not judged: those of validation, say',
    );
  }
  const both = rowsAmong(judged.ids ?? [], chosen.ids ?? []).filter((row) => row !== -1).length;
  if (both === 0) return;
  throw invalid(
    `${both} rows of the evaluation set stand in ${on}, too, on which the threshold is chosen`,
    'choose it on rows that are not judged: those of validation, say',
  );
}

function invalid(message: string, fix: string): UserError {
  return new UserError('threshold-invalid', message, { fix });
}
