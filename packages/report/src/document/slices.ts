import type { RunRecord } from '@assay/contract';
import { type Figure, figuresOf, type Standing } from './figures.ts';

/** A slice with its metrics; worse where it is worse in any of them. */
export interface Slice {
  slice: string;
  standing: Standing;
  /** Those that lost most first. */
  figures: readonly Figure[];
}

const telling: readonly Standing[] = ['few', 'worse', 'better', 'same'];

/** One standing for all metrics of a slice: it is new or gone only where every metric is. */
function standingOf(figures: readonly Figure[]): Standing {
  const standings = new Set(figures.map(({ standing }) => standing));
  const [only] = standings.size === 1 ? standings : [];
  return telling.find((standing) => standings.has(standing)) ?? only ?? 'alone';
}

/** Slices with their metrics, the one with the largest loss first. */
export function slicesOf(record: RunRecord): Slice[] {
  const grouped = Map.groupBy(figuresOf(record, 'slices'), ({ slice }) => slice ?? '');
  return [...grouped].map(([slice, figures]) => ({ slice, figures, standing: standingOf(figures) }));
}
