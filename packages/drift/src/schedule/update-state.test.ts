import { digestBytes } from '@assay/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numericReference } from '../cells/index.ts';
import { startState } from './start-state.ts';
import { batchOf, evenCounts, evenReference, SETTINGS, startedState } from './testing/monitor.ts';
import { updateState } from './update-state.ts';

const stable = evenCounts(1000);
const shifted = evenCounts(1000, { share: 0.4, into: 0 });

/** The findings of one column after one batch. */
function findingOf(update: ReturnType<typeof updateState>, name: string) {
  const finding = update.findings.find((one) => one.name === name);
  if (finding === undefined) throw new Error(`no finding of ${name}`);
  return finding;
}

describe('updateState', () => {
  it('flags the column that changed, and says where and by how much', () => {
    const update = updateState(startedState(['a', 'b']), batchOf('1 May', { a: stable, b: shifted }));
    // F at the first edge was 0.05 and is 0.6 x 0.05 + 0.4 = 0.43.
    const finding = findingOf(update, 'b');
    expect(finding).toMatchObject({ outcome: 'drift', kind: 'column', where: '≤ 2499', n: 1000 });
    expect(finding.difference).toBeCloseTo(0.38, 12);
    expect(findingOf(update, 'a').outcome).toBe('none');
    expect(update.findings[0]?.name).toBe('b');
    expect(update).toMatchObject({ raised: true, repeated: false });
    expect(update.state.alarm).toEqual({ since: '1 May', columns: ['b'] });
  });

  it('adds up small differences until they are beyond chance', () => {
    let update = updateState(
      startedState(['a']),
      batchOf('0', { a: evenCounts(1000, { share: 0.15, into: 0 }) }),
    );
    const outcomes = [];
    for (let day = 1; day < 20; day++) {
      outcomes.push(findingOf(update, 'a').outcome);
      update = updateState(
        update.state,
        batchOf(`${day}`, { a: evenCounts(1000, { share: 0.15, into: 0 }) }),
      );
    }
    expect(outcomes[0]).toBe('none');
    expect(outcomes.at(-1)).toBe('drift');
  });

  it('never takes a difference within the margin for drift, however many rows say so', () => {
    let state = startedState(['a']);
    for (let day = 0; day < 400; day++) {
      const a = evenCounts(1e6, { share: 0.05, into: 0 });
      state = updateState(state, batchOf(`${day}`, { a }, { rows: 1e6 })).state;
    }
    expect(state.alarm).toBeNull();
  });

  it('keeps the alarm when the data are as before again, and adds what follows', () => {
    let { state } = updateState(startedState(['a', 'b']), batchOf('1 May', { a: shifted, b: stable }));
    for (let day = 0; day < 50; day++)
      state = updateState(state, batchOf(`calm ${day}`, { a: stable, b: stable })).state;
    const calm = updateState(state, batchOf('calm', { a: stable, b: stable }));
    expect(findingOf(calm, 'a').outcome).toBe('none');
    expect(calm.state.alarm).toEqual({ since: '1 May', columns: ['a'] });
    const again = updateState(calm.state, batchOf('1 July', { a: stable, b: shifted }));
    expect(again.raised).toBe(false);
    expect(again.state.alarm).toEqual({ since: '1 May', columns: ['a', 'b'] });
  });

  it('counts a batch once', () => {
    const batch = batchOf('1 May', { a: shifted });
    const once = updateState(startedState(['a']), batch);
    const twice = updateState(once.state, { ...batch, label: 'by another name', at: 'later' });
    expect(twice).toMatchObject({ repeated: true, raised: false });
    expect(twice.state).toBe(once.state);
    expect(findingOf(twice, 'a')).toEqual(findingOf(once, 'a'));
  });

  it('says that another batch had this name', () => {
    const first = updateState(startedState(['a']), batchOf('1 May', { a: stable }));
    const other = { ...batchOf('1 May', { a: stable }), digest: digestBytes('late rows') };
    expect(first.sameLabel).toBe(false);
    expect(updateState(first.state, batchOf('1 May', { a: stable })).sameLabel).toBe(false);
    expect(updateState(first.state, other)).toMatchObject({
      sameLabel: true,
      repeated: false,
      state: { checks: 2 },
    });
  });

  it('forgets all but the last 4,000 batches, and counts on', () => {
    const template = startedState(['a']);
    const batches = Array.from({ length: 4000 }, (_, i) => ({
      digest: digestBytes(`${i}`),
      label: `${i}`,
      at: '',
    }));
    const { state } = updateState({ ...template, batches, checks: 4000 }, batchOf('new', { a: stable }));
    expect([
      state.batches.length,
      state.checks,
      state.batches[0]?.label,
      state.batches.at(-1)?.label,
    ]).toEqual([4000, 4001, '1', 'new']);
  });

  it('loses no batch whichever of two comes first', () => {
    const [one, two] = [batchOf('1 May', { a: shifted }), batchOf('2 May', { a: evenCounts(300) })];
    const start = startedState(['a']);
    const there = updateState(updateState(start, one).state, two).state;
    const back = updateState(updateState(start, two).state, one).state;
    expect(there.checks).toBe(2);
    expect(new Set(there.batches.map(({ digest }) => digest))).toEqual(
      new Set(back.batches.map(({ digest }) => digest)),
    );
    expect(there.alarm?.columns).toEqual(back.alarm?.columns);
  });

  it('refuses a batch that was counted into the cells of another reference', () => {
    const batch = batchOf('1 May', { a: stable }, { reference: digestBytes('older') });
    expect(() => updateState(startedState(['a']), batch)).toThrow(
      expect.objectContaining({ code: 'drift-baseline-changed' }),
    );
  });

  it('tells new and vanished columns from those that are as before', () => {
    const update = updateState(
      startedState(['a', 'b']),
      batchOf('1 May', { a: stable }, { newColumns: ['c'] }),
    );
    expect(findingOf(update, 'b')).toMatchObject({ outcome: 'drift', presence: 'vanished' });
    // A fact about this batch, and no evidence: nothing is left of it.
    expect(update.state.alarm).toBeNull();
    expect(findingOf(update, 'c')).toMatchObject({ outcome: 'insufficient data', presence: 'new' });
    expect(findingOf(update, 'a')).toMatchObject({ outcome: 'none', presence: 'present' });
  });
});

describe('insufficient data', () => {
  it('is a batch without rows, which does not wear the detector', () => {
    const start = startedState(['a'], { patience: 1, falseAlarms: 0.9 });
    let update = updateState(start, batchOf('0', { a: new Float64Array(22) }));
    for (let day = 1; day < 20; day++)
      update = updateState(update.state, batchOf(`${day}`, { a: new Float64Array(22) }));
    expect(findingOf(update, 'a')).toMatchObject({
      outcome: 'insufficient data',
      reason: 'the batch has no rows',
    });
    expect(update.state.columns).toEqual(start.columns);
  });

  it('is a batch too small to show within the patience, and the size that it names would do', () => {
    const start = startedState(['a'], { patience: 2 });
    const small = findingOf(updateState(start, batchOf('1', { a: evenCounts(5) })), 'a');
    expect(small.outcome).toBe('insufficient data');
    const needed = Number(/checks; (\d+) would do/.exec(small.reason ?? '')?.[1]);
    const worst = (rows: number) => {
      const counts = new Float64Array(22);
      counts[0] = rows;
      return batchOf(`worst ${rows}`, { a: counts });
    };
    expect(findingOf(updateState(start, worst(needed)), 'a').reason).toBeNull();
    // It is told so for 24 rows, and two batches of the worst that can be do raise the alarm.
    let { state } = updateState(start, worst(needed));
    state = updateState(state, { ...worst(needed), digest: digestBytes('second') }).state;
    expect(state.alarm?.columns).toEqual(['a']);
  });

  it('is a reference too small to tell anything from it', () => {
    const column = numericReference('a', Float64Array.of(1, 2, 3), null);
    const start = startState({ ...evenReference([], 3), columns: [column] }, SETTINGS, { metrics: [] });
    const counts = new Float64Array(column.counts.length);
    counts[0] = 1e6;
    const finding = findingOf(updateState(start, batchOf('1', { a: counts })), 'a');
    expect(finding).toMatchObject({
      outcome: 'insufficient data',
      reason: expect.stringContaining('the reference'),
    });
  });

  it('is a metric with fewer than four values before, or none now', () => {
    let update = updateState(startedState([]), batchOf('0', {}, { metrics: [] }));
    expect(findingOf(update, 'accuracy')).toMatchObject({ outcome: 'insufficient data', n: 0 });
    const outcomes = [];
    for (let day = 1; day <= 5; day++) {
      update = updateState(update.state, batchOf(`${day}`, {}));
      outcomes.push(findingOf(update, 'accuracy').outcome);
    }
    expect(outcomes).toEqual([...new Array(4).fill('insufficient data'), 'none']);
  });
});

it('a design effect divides the rows of both sides', () => {
  const counts = evenCounts(1000, { share: 0.3, into: 0 });
  const plain = updateState(startedState(['a']), batchOf('1', { a: counts }));
  const clustered = updateState(startedState(['a'], { designEffect: 4 }), batchOf('1', { a: counts }));
  const quarter = startState(evenReference(['a'], 12_500), SETTINGS, { metrics: [] });
  const fewer = updateState(quarter, batchOf('1', { a: evenCounts(250, { share: 0.3, into: 0 }) }));
  expect(findingOf(clustered, 'a').score).toBeLessThan(findingOf(plain, 'a').score);
  expect(findingOf(clustered, 'a').score).toBeCloseTo(findingOf(fewer, 'a').score, 5);
});

it('the order of columns does not matter', () => {
  const names = ['a', 'b', 'c', '__proto__', 'é'];
  const counts = fc
    .array(fc.nat({ max: 500 }), { minLength: 22, maxLength: 22 })
    .map((c) => Float64Array.from(c));
  fc.assert(
    fc.property(
      fc.array(counts, { minLength: 5, maxLength: 5 }),
      fc.shuffledSubarray(names, { minLength: 5 }),
      fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }),
      (all, order, batchOrder) => {
        const columns = names.map((name, i) => ({ name, counts: all[i] ?? new Float64Array(22) }));
        const batch = batchOf('1', {}, { columns });
        const other = { ...batch, columns: batchOrder.flatMap((i) => columns[i] ?? []) };
        expect(updateState(startedState(order), other)).toEqual(updateState(startedState(names), batch));
      },
    ),
    { numRuns: 30 },
  );
});
