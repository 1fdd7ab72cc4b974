import { join } from 'node:path';
import { digestBytes } from '@assay/contract';
import { expect, test } from 'vitest';
import { cloneForEach, git, record } from '../testing/ledger-clone.ts';

const at = cloneForEach();

test('a repository without a ledger has no baseline', async () => {
  const head = at.commit('one');
  const ledger = await at.open();
  expect(ledger.freshness).toBe('absent');
  expect(await ledger.findBaseline('tip-predictor', head)).toBeUndefined();
});

test('the nearest first-parent ancestor with a record is the baseline, and a merged branch is not walked', async () => {
  const first = at.commit('one');
  git(at.work, 'checkout', '-qb', 'side');
  const side = at.commit('side');
  git(at.work, 'checkout', '-q', 'main');
  at.commit('two');
  git(at.work, 'merge', '-q', '--no-ff', '-X', 'ours', 'side', '-m', 'merge');
  const head = git(at.work, 'rev-parse', 'HEAD');
  git(at.work, 'push', '-q', 'origin', 'main', 'side');
  const ledger = await at.open();
  await ledger.record(record(first), undefined);
  await ledger.record(record(side), undefined);
  const found = await (await at.open()).findBaseline('tip-predictor', head);
  // merge -> two -> one: two steps; the record of `side` is nearer in time, but was never a state of main.
  expect(found).toMatchObject({ commit: first, behind: 2 });
  expect(await ledger.findBaseline('another-model', head)).toBeUndefined();
});

test('a shallow clone finds the baseline, and stays shallow', async () => {
  const first = at.commit('one');
  for (let i = 0; i < 5; i++) at.commit(`more ${i}`);
  git(at.work, 'push', '-q', 'origin', 'main');
  await (await at.open()).record(record(first), undefined);
  const shallow = join(at.folder, 'shallow');
  git(at.folder, 'clone', '-q', '--depth=1', `file://${at.remote}`, shallow);
  const head = git(shallow, 'rev-parse', 'HEAD');
  const ledger = await at.open(shallow);
  expect(await ledger.findBaseline('tip-predictor', head)).toMatchObject({ commit: first, behind: 5 });
  expect(git(shallow, 'rev-list', '--count', 'HEAD')).toBe('1');
  expect(git(shallow, 'config', '--get-regexp', '^remote').includes('promisor')).toBe(false);
});

test('a run that failed before its evaluation is no baseline: the one before it is', async () => {
  const first = at.commit('one');
  const broken = at.commit('two');
  const ledger = await at.open();
  await ledger.record(record(first), undefined);
  const { evaluation: _none, ...failed } = record(broken);
  await ledger.record(failed, undefined);
  expect(await ledger.findBaseline('tip-predictor', broken)).toMatchObject({ commit: first, behind: 1 });
});

test('what was not judged well is no baseline, or its successor would pass against it', async () => {
  const judged = (outcome: 'pass' | 'fail' | 'inconclusive') => ({
    verdict: {
      assay: 'verdict/1' as const,
      outcome,
      why: '',
      policy: digestBytes('policy'),
      artifact: null,
      set: null,
      data: null,
      rules: [],
      'on-inconclusive': 'warn' as const,
    },
  });
  const ledger = await at.open();
  const [failed, good] = [at.commit('zero'), at.commit('one')];
  await ledger.record(record(failed, judged('fail')), undefined);
  // Nothing was judged well yet.
  expect(await ledger.findBaseline('tip-predictor', good)).toMatchObject({ commit: failed, behind: 1 });
  await ledger.record(record(good, judged('pass')), undefined);
  const worse = [at.commit('two'), at.commit('three')];
  await ledger.record(record(worse[0] ?? '', judged('fail')), undefined);
  await ledger.record(record(worse[1] ?? '', judged('inconclusive')), undefined);
  expect(await ledger.findBaseline('tip-predictor', at.commit('four'))).toMatchObject({
    commit: good,
    behind: 3,
  });
});
