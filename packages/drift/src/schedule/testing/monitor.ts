import { digestBytes } from '@assay/contract';
import { type CellCounts, numericReference, type ReferenceColumn } from '../../cells/index.ts';
import type { Batch, MonitorSettings, MonitorState, Reference } from '../monitor-state.ts';
import { startState } from '../start-state.ts';

export const SETTINGS: MonitorSettings = { margin: 0.05, falseAlarms: 0.1, patience: 365, designEffect: 1 };

/** A column whose values are 0, 1, 2, … rows - 1: each of its 20 cells holds a twentieth of them. */
export function evenColumn(name: string, rows = 50_000): ReferenceColumn {
  return numericReference(
    name,
    Float64Array.from({ length: rows }, (_, i) => i),
    null,
  );
}

export function evenReference(names: readonly string[], rows = 50_000): Reference {
  const column = evenColumn('', rows);
  return { digest: digestBytes('reference'), rows, columns: names.map((name) => ({ ...column, name })) };
}

/** Counts of a batch that is like the reference, but for a share of its rows that moved into one cell. */
export function evenCounts(
  rows: number,
  moved: { share: number; into: number } = { share: 0, into: 0 },
): CellCounts {
  const counts = new Float64Array(22).fill((rows * (1 - moved.share)) / 20, 0, 20);
  counts[moved.into] = (counts[moved.into] ?? 0) + rows * moved.share;
  return counts;
}

export function startedState(
  names: readonly string[],
  settings: Partial<MonitorSettings> = {},
): MonitorState {
  return startState(evenReference(names), { ...SETTINGS, ...settings }, { metrics: ['accuracy'] });
}

/** A batch of 1,000 rows in which every column is as in the reference, unless said otherwise. */
export function batchOf(
  label: string,
  columns: Record<string, CellCounts>,
  overrides: Partial<Batch> = {},
): Batch {
  return {
    digest: digestBytes(label),
    label,
    at: '2026-05-04T06:00:00Z',
    rows: 1000,
    reference: digestBytes('reference'),
    columns: Object.entries(columns).map(([name, counts]) => ({ name, counts })),
    newColumns: [],
    metrics: [{ name: 'accuracy', value: 0.9 }],
    ...overrides,
  };
}
