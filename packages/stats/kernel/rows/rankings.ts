/**
 * Walks over rows in the order of their scores. Of each row a byte says whether it is positive, and another whether the next one has the
 * same score. A walk goes on from where it stopped: V8 compiles a function well between two calls.
 */

/** Pairs of a positive and a negative that are in order, tied ones counting half. */
export let pairs: f64 = 0;
/** The sum over positives of the share of positives among the rows that score at least as much. */
export let precision: f64 = 0;
/** The largest distance between the distributions of both classes, times the rows of both, and its first place. */
export let largest: f64 = -1;
export let place: i32 = 0;

/** Sums of squares that `derive` finds. */
export let ofPositives: f64 = 0;
export let ofNegatives: f64 = 0;
export let ofPrecision: f64 = 0;

/** Positives so far, and what one more row adds to the precision of all of them, as 1/a and -h/a². */
let walked: i32 = 0;
let gained: f64 = 0;
let lost: f64 = 0;

/** Two numbers. */
const classes: usize = memory.data(16, 16);

/** Begins a walk. */
export function begin(): void {
  pairs = precision = 0;
  largest = -1;
  ofPositives = ofNegatives = ofPrecision = 0;
  walked = near = 0;
  gained = lost = 0;
}

/**
 * Finds out what a ranking is, from the highest scores down: from the rows before one place to those from another on, and what is tied
 * with the lowest of these.
 *
 * @returns where it stopped
 */
export function rank(end: i32, until: i32, rows: i32, positives: i32, positive: usize, tied: usize): i32 {
  const all = f64(positives);
  const ofBoth = f64(rows);
  let pairsSoFar = pairs;
  let precisionSoFar = precision;
  let most = f64x2.splat(largest);
  let mostAt = place;
  let above = walked;
  // Of whole numbers, so that what is added is exact.
  let distance = f64(positives - above) * f64(rows - positives) - f64(end - positives + above) * all;
  while (end > until) {
    // Not chosen by what no processor foresees: where the largest is, and which rows are positive.
    const far = abs(distance);
    mostAt ^= (mostAt ^ (end - 1)) & -i32(far >= f64x2.extract_lane(most, 0));
    most = f64x2.pmax(most, f64x2.splat(far));
    let start = end - 1;
    let some = <i32>load<u8>(positive + <usize>start);
    let inTies: f64 = 0;
    if (start > 0 && load<u8>(tied + <usize>(start - 1)) !== 0) {
      do {
        start--;
        some += load<u8>(positive + <usize>start);
      } while (start > 0 && load<u8>(tied + <usize>(start - 1)) !== 0);
      inTies = f64(end - start - some) / 2;
    }
    // Negatives below these rows, and positives with them.
    above += some;
    pairsSoFar += f64(some) * (f64(start - positives + above) + inTies);
    precisionSoFar += (f64(some) * f64(above)) / f64(rows - start);
    distance += f64(end - start) * all - f64(some) * ofBoth;
    end = start;
  }
  pairs = pairsSoFar;
  precision = precisionSoFar;
  largest = f64x2.extract_lane(most, 0);
  place = mostAt;
  walked = above;
  return end;
}

/** How many places `findNear` found. */
export let near: i32 = 0;

/**
 * Finds the places from one on to another at which the distance of both distributions, times the rows of both, is at least so large:
 * ascending, behind those found before.
 */
export function findNear(
  start: i32,
  until: i32,
  rows: i32,
  positives: i32,
  least: f64,
  positive: usize,
  tied: usize,
  places: usize,
): void {
  const all = f64(positives);
  const others = f64(rows - positives);
  let upTo = walked;
  let count = near;
  for (let i = start; i < until; i++) {
    upTo += load<u8>(positive + <usize>i);
    const distance = abs(f64(upTo) * others - f64(i + 1 - upTo) * all);
    store<i32>(places + ((<usize>count) << 2), i);
    count += i32(distance >= least) & (1 - load<u8>(tied + <usize>i));
  }
  walked = upTo;
  near = count;
}

/** What is done with the derivatives of each row: their squares are added, they are written, or subtracted from what was written. */
const SQUARE = 0;
const WRITE = 1;

/**
 * The derivatives of the area and of average precision by the weight of each row: by how much its placement is above the area, which is
 * left to be divided by the rows of its class; and that of average precision.
 *
 * @param order the row at each place
 * @param each where the two numbers of a row are
 * @returns where it stopped
 */
export function derive(
  what: i32,
  start: i32,
  until: i32,
  rows: i32,
  positives: i32,
  area: f64,
  mean: f64,
  positive: usize,
  tied: usize,
  order: usize,
  each: usize,
): i32 {
  const all = f64(positives);
  const others = f64(rows - positives);
  const perPositive = 1 / all;
  // By a label, the rows of the other class.
  store<f64>(classes, all);
  store<f64>(classes, others, 8);
  let squaresOfPositives = ofPositives;
  let squaresOfNegatives = ofNegatives;
  let squaresOfPrecision = ofPrecision;
  let before = walked;
  let gain = gained;
  let loss = lost;
  while (start < until) {
    let end = start + 1;
    let some = <i32>load<u8>(positive + <usize>start);
    let ofPositive: f64;
    let ofNegative: f64;
    let perRow: f64;
    if (load<u8>(tied + <usize>start) === 0) {
      // Not chosen by the label, which no processor foresees; both are divided at once, since that takes longer than all else here.
      const below = (positives ^ ((positives ^ start) & -some)) - before;
      const shares = f64x2.div(
        f64x2.replace_lane(f64x2.splat(1), 1, f64(below)),
        f64x2.replace_lane(f64x2.splat(f64(rows - start)), 1, load<f64>(classes + ((<usize>some) << 3))),
      );
      perRow = f64x2.extract_lane(shares, 0);
      ofPositive = ofNegative = f64x2.extract_lane(shares, 1) - area;
    } else {
      do {
        some += load<u8>(positive + <usize>end);
        end++;
      } while (load<u8>(tied + <usize>(end - 1)) !== 0);
      perRow = 1 / f64(rows - start);
      ofPositive = (f64(start - before) + f64(end - start - some) / 2) / others - area;
      ofNegative = (f64(positives - before) - f64(some) / 2) / all - area;
    }
    const share = f64(positives - before) * perRow;
    gain += f64(some) * perRow;
    loss += f64(some) * share * perRow;
    const precise = share + gain - mean;
    before += some;
    for (; start < end; start++) {
      const one = f64(load<u8>(positive + <usize>start));
      let ofArea = one * ofPositive + (1 - one) * ofNegative;
      let ofShare = (one * precise - loss) * perPositive;
      if (what !== SQUARE) {
        const at = each + ((<usize>load<i32>(order + ((<usize>start) << 2))) << 4);
        if (what === WRITE) {
          store<f64>(at, ofArea);
          store<f64>(at, ofShare, 8);
          continue;
        }
        ofArea = load<f64>(at) - ofArea;
        ofShare = load<f64>(at, 8) - ofShare;
      }
      squaresOfPositives += one * ofArea * ofArea;
      squaresOfNegatives += (1 - one) * ofArea * ofArea;
      squaresOfPrecision += ofShare * ofShare;
    }
  }
  ofPositives = squaresOfPositives;
  ofNegatives = squaresOfNegatives;
  ofPrecision = squaresOfPrecision;
  walked = before;
  gained = gain;
  lost = loss;
  return start;
}
