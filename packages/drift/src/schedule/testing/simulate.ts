import { digestBytes } from '@assay/contract';
import { criticalValue, standardNormalProbability } from '@assay/stats';
import { type Cells, countNumbers, type NumericCells, numericReference } from '../../cells/index.ts';
import type { MonitorSettings } from '../monitor-state.ts';
import { startState } from '../start-state.ts';
import { updateState } from '../update-state.ts';
import { SETTINGS } from './monitor.ts';

export interface Simulation {
  readonly columns: number;
  readonly days: number;
  /** Rows of the reference, and of each day's batch. */
  readonly referenceRows: number;
  readonly rows: number;
  /** How far columns are moved, in standard deviations, from the first day on. */
  readonly shift: number;
  /** How many of them, the first ones; all by default. */
  readonly shifted?: number;
  /** Numbers evenly spread over (0, 1), the same for a seed. */
  readonly random: () => number;
  readonly settings?: Partial<MonitorSettings>;
  /** Sees the levels of a column, of the reference first (day 0), then of each batch, the shift not yet added. */
  readonly witness?: (column: number, day: number, levels: Float64Array) => void;
}

export interface Simulated {
  /** For each column the first day on which the monitor flagged it; null: it never did. */
  readonly flagged: readonly (number | null)[];
  /** The same if it were the only one that changed: the others, had they been flagged too, would have lowered its threshold. */
  readonly flaggedAlone: readonly (number | null)[];
  /** Column-days that were flagged. */
  readonly flags: number;
}

/**
 * A monitor of columns that are normal and independent. A value is known by its level, the probability of a smaller one:
 * a column of normal values and its levels fall into the same cells, so that no quantile is computed.
 */
export function simulate(simulation: Simulation): Simulated {
  const { columns, days, rows, random } = simulation;
  const settings = { ...SETTINGS, ...simulation.settings };
  const draw = (count: number) => {
    const levels = new Float64Array(count);
    for (let row = 0; row < count; row++) levels[row] = random();
    return levels;
  };
  const drawn = Array.from({ length: columns }, (_, column) => {
    const levels = draw(simulation.referenceRows);
    const reference = numericReference(`column ${String(column).padStart(4, '0')}`, levels, null);
    simulation.witness?.(column, 0, levels);
    const shift = column < (simulation.shifted ?? columns) ? simulation.shift : 0;
    return { reference, cells: moved(reference.cells, shift) };
  });
  const digest = digestBytes('reference');
  let state = startState(
    { digest, rows: simulation.referenceRows, columns: drawn.map(({ reference }) => reference) },
    settings,
    { metrics: [] },
  );
  const alone = Math.log1p(((columns + 1) * settings.patience) / settings.falseAlarms);
  const flagged = new Array<number | null>(columns).fill(null);
  const flaggedAlone = [...flagged];
  let flags = 0;
  for (let day = 1; day <= days; day++) {
    const counted = drawn.map(({ reference, cells }, column) => {
      const levels = draw(rows);
      simulation.witness?.(column, day, levels);
      return { name: reference.name, counts: countNumbers(levels, null, cells) };
    });
    const label = `${day}`;
    const update = updateState(state, {
      digest: digestBytes(label),
      label,
      at: '',
      rows,
      reference: digest,
      columns: counted,
      newColumns: [],
      metrics: [],
    });
    state = update.state;
    for (const finding of update.findings) {
      if (finding.kind !== 'column') continue;
      const column = Number(finding.name.slice(-4));
      if (finding.score >= alone) flaggedAlone[column] ??= day;
      if (finding.outcome !== 'drift') continue;
      flagged[column] ??= day;
      flags++;
    }
  }
  return { flagged, flaggedAlone, flags };
}

/** Numbers evenly spread over (0, 1), none of them 0 or 1. */
export function levelsFrom(random: { next(): number }): () => number {
  return () => ((random.next() >>> 0) + 0.5) / 2 ** 32;
}

/** The standard normal value of a level. */
export function normalAt(level: number): number {
  return level === 0.5 ? 0 : Math.sign(level - 0.5) * criticalValue(Math.abs(2 * level - 1));
}

/** Cells in which the levels of a normal column are counted as its values would be, moved by so many standard deviations. */
function moved(cells: Cells, shift: number): NumericCells {
  if (cells.kind !== 'numeric') throw new TypeError('levels are numbers');
  const edges = cells.edges.map((edge) => standardNormalProbability(normalAt(edge) - shift));
  return { kind: 'numeric', edges };
}
