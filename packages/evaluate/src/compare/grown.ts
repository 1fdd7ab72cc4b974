import { rowsOf, sameLabels, take } from '@assay/stats';
import type { Part } from '../measure.ts';
import { type Ids, rowsAmong } from '../predictions/ids.ts';
import { pickRows, type TaskSample } from '../predictions/sample.ts';
import { align, type NamedSample } from './align.ts';

/** A run's predictions, whole and in parts, by whose rows it can be cut down. */
export interface Grown {
  sample: TaskSample;
  /** Names of its rows. */
  ids: Ids;
  parts: Part[];
  /** The base's predictions of the same rows in the same order. */
  base: TaskSample;
}

/**
 * The rows that the base was evaluated on, of an evaluation set that has only grown since: every row of the base's is
 * there, with the same label and weight. Retraining adds rows; on the ones before, both models can still be paired.
 *
 * @param order the candidate's row at each place of what its parts are made of; default, the same
 * @returns `undefined` where a row of the base is gone or says something else: then the two sets are different
 */
export function grownFrom(
  base: NamedSample,
  candidate: NamedSample,
  parts: readonly Part[],
  order: Int32Array | undefined,
): Grown | undefined {
  const before = rowsAmong(candidate.ids, base.ids);
  const rows = Int32Array.from(before.keys()).filter((row) => before[row] !== -1);
  if (rows.length !== base.ids.length || rows.length === candidate.ids.length) return undefined;
  const sample = pickRows(candidate.sample, rows);
  const ids = candidate.ids.filter((_, row) => before[row] !== -1);
  const aligned = align(base, { ids, sample });
  if (aligned === undefined || !sameTruth(aligned, sample)) return undefined;
  const place = new Map(Array.from(rows, (row, i) => [row, i]));
  return {
    sample,
    ids,
    parts: parts.flatMap((part) => partOf(inFile(part, order), sample, rows, place) ?? []),
    base: aligned,
  };
}

/** The part by rows of the file. */
function inFile(part: Part, order: Int32Array | undefined): Part {
  if (order === undefined) return part;
  const { group: placed, rows } = part;
  const group = placed && new Int32Array(placed.length);
  for (let place = 0; group && place < placed.length; place++)
    group[order[place] as number] = placed[place] as number;
  return { ...part, group, rows: rows === null ? order : take(order, rows) };
}

function partOf(
  { slice, group: ofAll, rows: among }: Part,
  whole: TaskSample,
  kept: Int32Array,
  place: ReadonlyMap<number, number>,
): Part | undefined {
  const group = ofAll && take(ofAll, kept);
  if (among === null) return { slice, whole, group, rows: null };
  const rows = among.filter((row) => place.has(row)).map((row) => place.get(row) ?? 0);
  return rows.length === 0 ? undefined : { slice, whole, group, rows };
}

/** Whether two samples of the same rows have the same labels (coded alike) and weights. */
function sameTruth({ sample: a }: TaskSample, { sample: b }: TaskSample): boolean {
  const weight = (weights: Float64Array | undefined, row: number) => weights?.[row] ?? 1;
  const sameWeight = (row: number) => weight(a.weights, row) === weight(b.weights, row);
  return sameLabels(a, b) && Int32Array.from({ length: rowsOf(a) }, (_, row) => row).every(sameWeight);
}
