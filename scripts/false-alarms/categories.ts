import { digestBytes } from '../../packages/contract/src/index.ts';
import { categoryReference, countCategories, countNumbers } from '../../packages/drift/src/cells/index.ts';
import { startState, updateState } from '../../packages/drift/src/schedule/index.ts';
import { SETTINGS } from '../../packages/drift/src/schedule/testing/monitor.ts';
import { levelsFrom } from '../../packages/drift/src/schedule/testing/simulate.ts';

/**
 * Columns flagged within `days` though nothing changes, where each is of so many categories, the k-th of a share
 * proportional to 1 / k: with many, most of them are rare, and new ones come every day.
 */
export function watchCategories(options: {
  columns: number;
  categories: number;
  referenceRows: number;
  rows: number;
  days: number;
  random: { next(): number };
}): number {
  const random = levelsFrom(options.random);
  const weights = Float64Array.from({ length: options.categories }, (_, k) => 1 / (k + 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  const edges = weights.map((weight) => (sum += weight / total)).subarray(0, -1);
  const draw = (rows: number) =>
    countNumbers(Float64Array.from({ length: rows }, random), null, { kind: 'numeric', edges });
  const nameOf = (category: number) => `category ${category}`;
  const columns = Array.from({ length: options.columns }, (_, column) => {
    const [first, second] = [draw(options.referenceRows / 2), draw(options.referenceRows / 2)];
    const halves = Array.from(weights, (_weight, k) => ({
      value: nameOf(k),
      first: first[k] ?? 0,
      second: second[k] ?? 0,
    }));
    return categoryReference(`column ${column}`, halves, 0);
  });
  const digest = digestBytes('reference');
  let state = startState({ digest, rows: options.referenceRows, columns }, SETTINGS, { metrics: [] });
  for (let day = 1; day <= options.days; day++) {
    const counted = columns.map(({ name, cells }) => {
      if (cells.kind !== 'categorical') throw new TypeError('of categories');
      const counts = Array.from(draw(options.rows), (count, k) => ({ value: nameOf(k), count }));
      return {
        name,
        counts: countCategories(
          counts.filter(({ count }) => count > 0),
          0,
          cells,
        ),
      };
    });
    const label = `${day}`;
    const batch = { digest: digestBytes(label), label, at: '', rows: options.rows, reference: digest };
    state = updateState(state, { ...batch, columns: counted, newColumns: [], metrics: [] }).state;
  }
  return state.alarm?.columns.length ?? 0;
}
