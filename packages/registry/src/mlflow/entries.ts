import type { RunRecord } from '@assay/contract';

/** MLflow's limits of one log-batch: 1,000 items in all, 100 of them params, and 1 MB. */
const MOST_METRICS = 800;
const MOST_PARAMS = 100;
const MOST_BYTES = 500_000;
const MOST_KEY = 250;
const MOST_VALUE = 6000;

interface Metric {
  key: string;
  value: number;
  timestamp: number;
  step: number;
}

interface Param {
  key: string;
  value: string;
}

/** One request to log-batch. */
export interface Batch {
  metrics?: Metric[];
  params?: Param[];
}

/**
 * Metrics and parameters of a record as batches within MLflow's limits. Each time the same: MLflow takes an entry that it
 * has already for the same one. Intervals are metrics of their own, `roc_auc.low` and `roc_auc.high`; undefined values,
 * which MLflow would show as NaN, are left out.
 */
export function batchesOf(record: RunRecord): Batch[] {
  const timestamp = Date.parse(record.created);
  const metrics = unique(measured(record)).map(([key, value]) => ({ key, value, timestamp, step: 0 }));
  const params = unique(Object.entries(record.training?.params ?? {})).map(([key, value]) => ({
    key,
    value: cut(String(value), MOST_VALUE),
  }));
  return [
    ...chunks(metrics, MOST_METRICS).map((chunk) => ({ metrics: chunk })),
    ...chunks(params, MOST_PARAMS).map((chunk) => ({ params: chunk })),
  ];
}

/** The data sets of a record, with digests as short as MLflow's. */
export function inputsOf({ data, evaluation }: RunRecord): object[] {
  const sets = (data ?? []).map(({ name, digest, rows }) => input(name, digest, rows, 'training'));
  if (evaluation?.set == null) return sets;
  return [...sets, input(evaluation.source.path, evaluation.set, evaluation.rows, 'evaluation')];
}

function input(name: string, digest: string, rows: number | null, context: string): object {
  return {
    tags: [{ key: 'mlflow.data.context', value: context }],
    dataset: {
      name: cut(name, 500),
      digest: digest.replace('sha256:', '').slice(0, 36),
      source_type: 'assay',
      source: JSON.stringify({ digest }),
      ...(rows === null ? {} : { profile: JSON.stringify({ num_rows: rows }) }),
    },
  };
}

function measured({ evaluation, training }: RunRecord): [string, number][] {
  const evaluated = (evaluation?.metrics ?? []).flatMap(({ metric, slice, value, low, high }) =>
    slice === null
      ? ([
          [metric, value],
          [`${metric}.low`, low],
          [`${metric}.high`, high],
        ] as const)
      : [],
  );
  // The names of the gate's rules: `train.loss`, however the training calls it.
  const trained = Object.entries(training?.metrics ?? {}).map(
    ([key, value]) => [key.startsWith('train.') ? key : `train.${key}`, value] as const,
  );
  const resources = [
    ['train.seconds', training?.seconds ?? null],
    ['train.peak_memory_mb', training?.['peak-memory-mb'] ?? null],
  ] as const;
  return [...evaluated, ...trained, ...resources].flatMap(([key, value]) =>
    value === null || !Number.isFinite(value) ? [] : [[key, value]],
  );
}

/** Entries under the names that MLflow gives them; of two that come to the same name the first stays. */
function unique<V>(entries: [string, V][]): [string, V][] {
  const named = new Map<string, V>();
  for (const [key, value] of entries) {
    const name = mlflowName(key);
    if (!named.has(name)) named.set(name, value);
  }
  return [...named];
}

/** A name in the characters that MLflow takes, and with none of the steps that a path must not have. */
export function mlflowName(name: string): string {
  const steps = name.replaceAll(/[^\w\-. :/]/g, '_').split('/');
  return cut(steps.filter((step) => !/^\.{0,2}$/.test(step)).join('/') || '_', MOST_KEY);
}

function chunks<T>(items: readonly T[], most: number): T[][] {
  const made: T[][] = [];
  let bytes = 0;
  for (const item of items) {
    const size = Buffer.byteLength(JSON.stringify(item)) + 1;
    const last = made.at(-1);
    if (last === undefined || last.length === most || bytes + size > MOST_BYTES) {
      made.push([item]);
      bytes = size;
    } else {
      last.push(item);
      bytes += size;
    }
  }
  return made;
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
