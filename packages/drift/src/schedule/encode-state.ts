import {
  decodeCells,
  decodeLevels,
  decodeNumbers,
  encodeCells,
  encodeLevels,
  encodeNumbers,
} from './compact.ts';
import type { DriftStateDocument } from './drift-state-schema.ts';
import type { MonitorState } from './monitor-state.ts';

/** The state as the ledger keeps it. */
export function encodeState(state: MonitorState): DriftStateDocument {
  const { settings, reference, checks, alarm, replaced, batches, metrics, columns } = state;
  const copyOf = (standing: typeof alarm) => standing && { ...standing, columns: [...standing.columns] };
  return {
    assay: 'drift-state/1',
    settings: { ...settings },
    reference: { ...reference },
    checks,
    alarm: copyOf(alarm),
    replaced: replaced && { ...replaced, alarm: copyOf(replaced.alarm) },
    batches: [...batches],
    metrics: metrics.map((metric) => ({ ...metric, history: encodeNumbers(metric.history) })),
    columns: columns.map(({ name, cells, counts, levels }) => ({
      name,
      cells: encodeCells(cells),
      counts: encodeNumbers(counts),
      levels: encodeLevels(levels),
    })),
  };
}

/** The state that the ledger kept. */
export function decodeState(document: DriftStateDocument): MonitorState {
  const { assay: _, metrics, columns, ...rest } = document;
  return {
    ...rest,
    metrics: metrics.map((metric) => ({ ...metric, history: decodeNumbers(metric.history) })),
    columns: columns.map(({ name, cells, counts, levels }) => ({
      name,
      cells: decodeCells(cells),
      counts: decodeNumbers(counts),
      levels: decodeLevels(levels),
    })),
  };
}
