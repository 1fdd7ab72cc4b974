import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeRecords, type RunRecord, sections } from './index.ts';
import { artifact, codeOf, digest, record } from './testing/record.ts';

const whole: Partial<RunRecord> = {
  data: [],
  artifact,
  comparisons: [],
  verdict: {
    assay: 'verdict/1',
    outcome: 'pass',
    why: '',
    policy: digest('b'),
    artifact: null,
    set: null,
    data: null,
    rules: [],
    'on-inconclusive': 'warn',
  },
};

/** Shards of one run: any part of its sections. */
const shard = fc
  .subarray(Object.keys(whole) as (keyof typeof whole)[])
  .map((keys) => record(Object.fromEntries(keys.map((key) => [key, whole[key]]))));
/** The same, where a section may be of another making. */
const clashing = fc
  .tuple(shard, fc.boolean())
  .map(([each, other]) => (other ? { ...each, artifact: { ...artifact, bytes: 1 } } : each));
const result = (merge: () => RunRecord) => {
  try {
    return merge();
  } catch (error) {
    return codeOf(error);
  }
};

test('merging is associative, commutative and idempotent, conflicts included', () => {
  fc.assert(
    fc.property(clashing, clashing, clashing, (a, b, c) => {
      expect(result(() => mergeRecords(a, b))).toEqual(result(() => mergeRecords(b, a)));
      expect(result(() => mergeRecords(mergeRecords(a, b), c))).toEqual(
        result(() => mergeRecords(a, mergeRecords(b, c))),
      );
      expect(mergeRecords(a, a)).toEqual(a);
    }),
  );
});

test('nothing is lost', () => {
  fc.assert(
    fc.property(shard, shard, (a, b) => {
      expect(Object.keys(mergeRecords(a, b)).sort()).toEqual(
        [...new Set(Object.keys({ ...a, ...b }))].sort(),
      );
      expect(mergeRecords(a, b)).toEqual({ ...a, ...b });
    }),
  );
});

test('different sections of one name are a conflict; the same one with other key order is none', () => {
  const other = { ...artifact, bytes: 1 };
  expect(result(() => mergeRecords(record({ artifact }), record({ artifact: other })))).toBe(
    'merge-conflict',
  );
  const { digest: first, ...rest } = artifact;
  expect(
    mergeRecords(record({ artifact }), record({ artifact: { ...rest, digest: first } })).artifact,
  ).toEqual(artifact);
  expect(sections).toContain('artifact');
});

test('records of two runs are refused', () => {
  expect(result(() => mergeRecords(record(), record({ model: 'other' })))).toBe('merge-different-runs');
  expect(result(() => mergeRecords(record(), record({ id: '01K53V9ZT8Q4N6M2W7X1C5B0AF' })))).toBe(
    'merge-different-runs',
  );
});
