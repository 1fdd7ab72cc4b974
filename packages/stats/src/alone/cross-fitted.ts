import { type Undefined, undefinedFor, type Value } from '../reason.ts';

/** Rows of one value of a column (or of a range of values) in two halves of the data that were drawn at random. */
export interface HalvedCell {
  /** Rows of each class, by half; or, of a label that is a number, their count, sum and sum of squares. */
  readonly halves: readonly [readonly number[], readonly number[]];
}

/**
 * How well a column alone tells a class from the others: the area under the ROC curve of the class's share among the rows of the
 * same value, learned from one half of the rows and held against the other, both ways, and the mean of the two areas.
 *
 * That is target encoding, cross-fitted (Micci-Barreca 2001, SIGKDD Explorations 3(1), 27-32): whatever the shape of the
 * relation, it is seen; and an identifier, whose values do not recur, tells nothing. A value that the first half does not
 * have counts as its mean.
 *
 * @param cells with the number of rows of each class
 * @param target the class, by its place
 * @returns 0.5 for a column that tells nothing, 1 for one that tells all; `null` where a half has rows of one kind only
 */
export function areaAlone(cells: readonly HalvedCell[], target: number): Value {
  const areas = ([0, 1] as const).map((fit) => heldOutArea(cells, target, fit));
  return meanOf(areas);
}

/**
 * The same of a label that is a number: R², one less the squared error of the cells' means over that of the mean of all,
 * out of sample, so that it may be below 0.
 *
 * @param cells with count, sum and sum of squares of the label
 */
export function determinationAlone(cells: readonly HalvedCell[]): Value {
  return meanOf(([0, 1] as const).map((fit) => heldOutDetermination(cells, fit)));
}

/**
 * The area under the ROC curve of a number itself, up or down, whichever is greater: nothing is learned but the direction, so
 * that a few rows are enough to see a relation that goes one way.
 *
 * @param cells ranges of the number in ascending order, with the number of rows of each class
 */
export function areaInOrder(cells: readonly HalvedCell[], target: number): Value {
  const rows = cells.map(({ halves: [a, b] }, place) => {
    const [one, other] = [split(a, target), split(b, target)];
    return { score: place, yes: one.yes + other.yes, no: one.no + other.no };
  });
  const { value, reason } = areaUnder(rows);
  return reason === undefined ? { value: Math.max(value, 1 - value) } : { value: null, reason };
}

function heldOutArea(cells: readonly HalvedCell[], target: number, fit: 0 | 1): Value {
  const rows = cells.map(({ halves }) => {
    const [learned, held] = [halves[fit], halves[1 - fit] as readonly number[]];
    return { learned: split(learned, target), held: split(held, target) };
  });
  const all = rows.reduce((sum, { learned }) => ({ yes: sum.yes + learned.yes, no: sum.no + learned.no }), {
    ...{ yes: 0, no: 0 },
  });
  if (all.yes === 0 || all.no === 0) return undefinedFor('one-class');
  const mean = all.yes / (all.yes + all.no);
  return areaUnder(
    rows.map(({ learned: { yes, no }, held }) => ({
      score: yes + no === 0 ? mean : yes / (yes + no),
      ...held,
    })),
  );
}

/** Pairs in order, of all pairs of a row that is of the class and one that is not; a tie is half a pair. */
function areaUnder(rows: readonly { score: number; yes: number; no: number }[]): Value {
  const scored = [...rows].sort((a, b) => a.score - b.score);
  let [below, won, yes] = [0, 0, 0];
  for (let start = 0; start < scored.length; ) {
    let end = start;
    const tie = { yes: 0, no: 0 };
    for (; end < scored.length && scored[end]?.score === scored[start]?.score; end++) {
      tie.yes += scored[end]?.yes ?? 0;
      tie.no += scored[end]?.no ?? 0;
    }
    won += tie.yes * (below + tie.no / 2);
    below += tie.no;
    yes += tie.yes;
    start = end;
  }
  return yes > 0 && below > 0 ? { value: won / (yes * below) } : undefinedFor('one-class');
}

function heldOutDetermination(cells: readonly HalvedCell[], fit: 0 | 1): Value {
  const total = [0, 1, 2].map((moment) =>
    cells.reduce((sum, { halves }) => sum + (halves[fit][moment] as number), 0),
  ) as [number, number, number];
  if (total[0] === 0) return undefinedFor('no-rows');
  const mean = total[1] / total[0];
  let [unexplained, all] = [0, 0];
  for (const { halves } of cells) {
    const [n, sum] = halves[fit] as readonly [number, number];
    const held = halves[1 - fit] as readonly [number, number, number];
    unexplained += squaredError(held, n === 0 ? mean : sum / n);
    all += squaredError(held, mean);
  }
  return all > 0 ? { value: 1 - unexplained / all } : undefinedFor('constant-labels');
}

/** Sum of squares about a number. */
function squaredError([n, sum, squares]: readonly [number, number, number], about: number): number {
  return squares - 2 * about * sum + n * about * about;
}

function split(counts: readonly number[], target: number): { yes: number; no: number } {
  const yes = counts[target] as number;
  return { yes, no: counts.reduce((sum, count) => sum + count, 0) - yes };
}

function meanOf([first, second]: readonly Value[]): Value {
  const missing = [first, second].find((each): each is Undefined => each?.value === null);
  if (missing !== undefined) return missing;
  return { value: ((first?.value ?? 0) + (second?.value ?? 0)) / 2 };
}
