import { expect, test } from 'vitest';
import { deLong } from '../intervals/delong.ts';
import { asked } from '../metrics/asked.ts';
import { rowsOf, type Samples } from '../sample.ts';
import { sampleOf } from '../testing/problem.ts';
import { reference } from '../testing/reference.ts';
import { simulatedBinary } from '../testing/samples.ts';
import { influenceOf, isLarge } from './influence.ts';

const STEP = 1e-5;

// Every metric of every problem of the agreement with other tools, with ties, weights of others left out.
const smooth = reference.problems.flatMap((problem) => {
  const sample = sampleOf(problem);
  const { rows } = asked(problem.task, sample, problem.values);
  return rows.flatMap((member) => {
    const influence = influenceOf(sample as Samples['binary'], member as never);
    return influence ? [{ name: problem.name, sample, member, influence }] : [];
  });
});

test('derivatives by the weights of rows are those of finite differences', () => {
  for (const { name, sample, member, influence } of smooth) {
    const { metric, spec, argument } = member;
    const weighted = metric.over(sample as never, spec, argument);
    if (typeof weighted !== 'function') throw new Error(`${spec.metric} is not defined`);
    const at = (row: number, step: number) => {
      const weights = new Float64Array(rowsOf(sample)).fill(1);
      weights[row] = 1 + step;
      return weighted(weights).value ?? Number.NaN;
    };
    const size = Math.max(...influence.map(Math.abs));
    for (const [row, derivative] of influence.entries()) {
      const difference = (at(row, STEP) - at(row, -STEP)) / (2 * STEP);
      if (!Number.isFinite(derivative)) continue;
      expect(Math.abs(derivative - difference), `${name}, ${spec.metric}, row ${row}`).toBeLessThan(
        1e-5 * Math.max(size, 1e-3),
      );
    }
  }
});

test('metrics of four tasks have them, and none that is not smooth', () => {
  const found = new Set(smooth.map(({ member }) => member.spec.metric));
  for (const metric of [
    'average_precision',
    'roc_auc',
    'roc_auc_ovo_macro',
    'log_loss',
    'brier',
    'rmse',
    'r2',
    'explained_variance',
  ])
    expect(found).toContain(metric);
  for (const metric of ['ece', 'ks', 'max_error', 'median_ae', 'coverage_error'])
    expect(found).not.toContain(metric);
});

test("the squares of the area's derivatives are DeLong's variance", () => {
  const { labels, scores } = simulatedBinary(3000);
  const member = asked('binary', { labels, scores }, [{ metric: 'roc_auc' }]).rows[0];
  const influence = member && influenceOf({ labels, scores }, member);
  const variance = influence?.reduce((sum, each) => sum + each * each, 0) ?? Number.NaN;
  // DeLong divides by one less than the rows of a class, of which there are over 1,000.
  expect(variance / (deLong(labels, scores).variance ?? Number.NaN)).toBeCloseTo(1, 2);
});

test('a class of fewer than 200 rows is not enough, nor of less than a hundredth, unless it has 1,000; nor are 1,999 rows', () => {
  const of = (rows: number, positives: number) =>
    isLarge({ labels: Uint8Array.from({ length: rows }, (_, row) => (row < positives ? 1 : 0)) });
  expect([of(2000, 200), of(2000, 199), of(1999, 1000)]).toEqual([true, false, false]);
  expect([of(50_000, 500), of(50_000, 499)]).toEqual([true, false]);
  expect([of(200_000, 1000), of(200_000, 999)]).toEqual([true, false]);
});
