import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { labelsReference } from '../testing/labels-reference.ts';
import { randomNumbers } from '../testing/samples.ts';
import { type LabelErrors, type LabelledRows, labelErrors } from './index.ts';

/** Rows from their labels and lists of probabilities. */
function rowsOf(labels: readonly number[], probabilities: readonly (readonly number[])[]): LabelledRows {
  return {
    labels: Int32Array.from(labels),
    probabilities: Float64Array.from(probabilities.flat()),
    classes: probabilities[0]?.length ?? 2,
  };
}

function found(rows: LabelledRows): LabelErrors {
  const errors = labelErrors(rows);
  if ('value' in errors) throw new Error(errors.reason);
  return errors;
}

const suspected = (rows: LabelledRows) => found(rows).suspects.map(({ row }) => row);

describe('cleanlab finds the same', () => {
  test.each(labelsReference.label_errors.map((one, index) => ({ ...one, index, rows: one.labels.length })))(
    'in sample $index of $rows rows and $classes classes',
    (theirs) => {
      const labels = Int32Array.from(theirs.labels);
      const errors = found({
        labels,
        probabilities: Float64Array.from(theirs.probabilities),
        classes: theirs.classes,
      });
      const near = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 12));
      expect(errors.thresholds).toEqual(theirs.thresholds.map((one) => one && expect.closeTo(one, 12)));
      expect(errors.confident).toEqual(theirs.confident);
      expect(errors.calibrated).toEqual(theirs.calibrated);
      expect(errors.joint).toEqual(theirs.joint.map(near));
      expect(errors.noise.map((row) => row.map((rate) => rate ?? 0))).toEqual(theirs.noise.map(near));
      expect([...errors.selfConfidence]).toEqual(near(theirs.self_confidence));
      expect([...errors.normalizedMargin]).toEqual(near(theirs.normalized_margin));
      expect(errors.suspects.map(({ row }) => row)).toEqual(theirs.suspects);
    },
  );
});

test('an example by hand', () => {
  // Thresholds: mean of 0.9, 0.8, 0.9, 0.2 for class 0, that is 0.7, and of 0.9, 0.7, 0.8 for class 1, that is 0.8. Row 3
  // reaches 0.8 for class 1 and is labelled 0; row 5 reaches neither, so that of 1 only two are counted.
  const errors = found(
    rowsOf(
      [0, 0, 0, 0, 1, 1, 1],
      [
        [0.9, 0.1],
        [0.8, 0.2],
        [0.9, 0.1],
        [0.2, 0.8],
        [0.1, 0.9],
        [0.3, 0.7],
        [0.2, 0.8],
      ],
    ),
  );
  expect(errors.thresholds).toEqual([expect.closeTo(0.7, 12), expect.closeTo(0.8, 12)]);
  expect(errors.confident).toEqual([
    [3, 1],
    [0, 2],
  ]);
  expect(errors.calibrated).toEqual([
    [3, 1],
    [0, 3],
  ]);
  expect(errors.joint).toEqual([
    [3 / 7, 1 / 7],
    [0, 3 / 7],
  ]);
  expect(errors.noise).toEqual([
    [1, 1 / 4],
    [0, 3 / 4],
  ]);
  expect(errors.suspects).toEqual([{ row: 3, given: 0, suggested: 1 }]);
  expect(errors.normalizedMargin[3]).toBeCloseTo((0.2 - 0.8 + 1) / 2, 12);
});

test('a true class that no row is counted for has no noise rates', () => {
  const errors = found(
    rowsOf(
      [0, 0, 1, 1],
      [
        [0.9, 0.1, 0],
        [0.8, 0.2, 0],
        [0.1, 0.9, 0],
        [0.2, 0.8, 0],
      ],
    ),
  );
  expect(errors.thresholds[2]).toBeNull();
  expect(errors.noise.map((rates) => rates[2])).toEqual([null, null, null]);
});

test('of 2,000 labels, 10 % flipped at random, most of the flipped are found and little else', () => {
  const { uniform, normal } = randomNumbers(20_261_121);
  const flipped = new Set<number>();
  const labels = new Int32Array(2000);
  const probabilities = new Float64Array(2000 * 2);
  labels.forEach((_, row) => {
    const truth = uniform() < 0.5 ? 0 : 1;
    if (uniform() < 0.1) flipped.add(row);
    labels[row] = flipped.has(row) ? 1 - truth : truth;
    // The posterior of normal scores 4 apart: the two classes overlap by Phi(-2) = 0.0228.
    const score = normal() + 4 * truth - 2;
    probabilities.set([1 / (1 + Math.exp(4 * score)), 1 / (1 + Math.exp(-4 * score))], 2 * row);
  });
  const rows = suspected({ labels, probabilities, classes: 2 });
  const right = rows.filter((row) => flipped.has(row)).length;
  expect(right / flipped.size).toBeGreaterThan(0.9);
  expect(right / rows.length).toBeGreaterThan(0.8);
});

const someRows = fc.integer({ min: 2, max: 4 }).chain((classes) =>
  fc
    .array(
      fc.record({
        label: fc.integer({ min: 0, max: classes - 1 }),
        // Fractions of a prime, so that no two differences of probabilities are equal but by their parts.
        parts: fc.uniqueArray(fc.integer({ min: 1, max: 9973 }), { minLength: classes, maxLength: classes }),
      }),
      { minLength: 4, maxLength: 40 },
    )
    .filter((rows) => new Set(rows.map(({ label }) => label)).size > 1)
    .map((rows) =>
      rowsOf(
        rows.map(({ label }) => label),
        rows.map(({ parts }) => parts.map((part) => part / parts.reduce((sum, one) => sum + one, 0))),
      ),
    ),
);

test('a label that the model finds likeliest is never suspected, nor a class without a row left', () => {
  fc.assert(
    fc.property(someRows, (rows) => {
      const { suspects, calibrated } = found(rows);
      for (const { given, suggested } of suspects) expect(suggested).not.toBe(given);
      const counts = calibrated.map((row) => row.reduce((sum, count) => sum + count, 0));
      for (const [label, count] of counts.entries()) {
        expect(count).toBe(rows.labels.filter((one) => one === label).length);
        if (count > 0) expect(suspects.filter(({ given }) => given === label).length).toBeLessThan(count);
      }
    }),
  );
});

test('suspects come with the least self-confidence first', () => {
  fc.assert(
    fc.property(someRows, (rows) => {
      const { suspects, selfConfidence } = found(rows);
      const confidences = suspects.map(({ row }) => selfConfidence[row] as number);
      expect(confidences).toEqual(confidences.toSorted((a, b) => a - b));
    }),
  );
});

describe('nothing is learned', () => {
  const fair = [0.5, 0.5];
  test.each([
    [
      'from no rows',
      { labels: new Int32Array(0), probabilities: new Float64Array(0), classes: 2 },
      'no-rows',
    ],
    ['from one label', rowsOf([1, 1], [fair, fair]), 'one-class'],
    ['from NaN', rowsOf([0, 1], [fair, [Number.NaN, 0.5]]), 'not-finite'],
    ['from scores above 1', rowsOf([0, 1], [fair, [1.5, -0.5]]), 'not-probabilities'],
    ['from shares that do not add up', rowsOf([0, 1], [fair, [0.5, 0.4]]), 'not-probabilities'],
  ])('%s', (_, rows, reason) => {
    expect(labelErrors(rows)).toEqual({ value: null, reason });
  });

  test.each<[string, LabelledRows]>([
    ['a label beyond the classes', rowsOf([0, 2], [fair, fair])],
    ['a negative label', rowsOf([0, -1], [fair, fair])],
    [
      'too few probabilities',
      { ...rowsOf([0, 1], [fair, fair]), probabilities: Float64Array.of(0.5, 0.5, 1) },
    ],
    ['one class', { labels: Int32Array.of(0), probabilities: Float64Array.of(1), classes: 1 }],
  ])('refused: %s', (_, rows) => {
    expect(() => labelErrors(rows)).toThrow(RangeError);
  });
});
