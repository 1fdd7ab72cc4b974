import { digestBytes } from '@assay/contract';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { categoryReference, cellCount } from '../cells/index.ts';
import { driftStateSchema } from './drift-state-schema.ts';
import { decodeState, encodeState } from './encode-state.ts';
import type { MonitorState } from './monitor-state.ts';
import { startState, whyNewBaseline } from './start-state.ts';
import { batchOf, evenColumn, evenCounts, evenReference, SETTINGS, startedState } from './testing/monitor.ts';
import { updateState } from './update-state.ts';

/** As the ledger writes and reads it. */
const throughLedger = (state: MonitorState) =>
  decodeState(
    driftStateSchema.parse(JSON.parse(JSON.stringify(driftStateSchema.parse(encodeState(state)), null, 1))),
  );

const categories = ['red', 'green', 'NULL', ''].map((value, i) => ({ value, first: 90 - i, second: 80 + i }));

it('comes back from the ledger as it was, whatever was counted, with finite scores', () => {
  const count = fc.oneof(fc.nat({ max: 50 }), fc.nat({ max: 2 ** 40 }), fc.constant(0));
  const countsOf = (cells: number) =>
    fc.array(count, { minLength: cells, maxLength: cells }).map((counts) => Float64Array.from(counts));
  const reference = {
    ...evenReference([]),
    columns: [
      evenColumn('number'),
      evenColumn('tiny', 2),
      evenColumn('empty', 0),
      categoryReference('colour', categories, 3),
    ],
  };
  const batches = fc.array(
    fc.record({
      counts: fc.tuple(...reference.columns.map(({ cells }) => countsOf(cellCount(cells)))),
      // JSON has no −0.
      accuracy: fc.oneof(
        fc.double().map((value) => value + 0),
        fc.constant(null),
      ),
      rows: fc.nat(),
    }),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(batches, (all) => {
      let state = startState(reference, SETTINGS, { metrics: ['accuracy'] });
      for (const [day, { counts, accuracy, rows }] of all.entries()) {
        const columns = reference.columns.map(({ name }, i) => ({
          name,
          counts: counts[i] ?? new Float64Array(),
        }));
        const metrics = [{ name: 'accuracy', value: accuracy }];
        const update = updateState(state, batchOf(`${day}`, {}, { columns, metrics, rows }));
        for (const { score, threshold, difference } of update.findings) {
          expect(Number.isFinite(score) && score >= 0 && Number.isFinite(threshold)).toBe(true);
          expect(difference === null || (difference >= 0 && difference <= 1)).toBe(true);
        }
        state = update.state;
      }
      expect(throughLedger(state)).toEqual(state);
    }),
  );
});

it('is refused where its parts do not belong together, or of another version', () => {
  const document = encodeState(startedState(['a']));
  const [column] = document.columns;
  const edges = column !== undefined && 'edges' in column.cells ? column.cells.edges : '';
  const backwards = edges.split(' ').toReversed().join(' ');
  const refused = [
    { ...document, assay: 'drift-state/2' },
    { ...document, more: 1 },
    { ...document, columns: [{ ...column, counts: '1 2 3' }] },
    { ...document, columns: [{ ...column, counts: column?.counts.replace('2500', '2500.5') }] },
    { ...document, columns: [column, column] },
    { ...document, columns: [{ ...column, cells: { edges: backwards } }] },
    { ...document, columns: [{ ...column, levels: 'AAAA' }] },
    { ...document, columns: [{ ...column, levels: column?.levels.replaceAll('A', '/') }] },
  ];
  expect(driftStateSchema.safeParse(document).success).toBe(true);
  for (const one of refused) expect(driftStateSchema.safeParse(one).success).toBe(false);
});

it('holds 2,000 numeric columns and 1,000 batches in under 5 MB', () => {
  const names = Array.from({ length: 2000 }, (_, i) => `a feature with a name ${i}`);
  // Quantiles with all their digits, as real ones have.
  const columns = evenReference(names).columns.map((column, i) => ({
    ...column,
    cells: {
      kind: 'numeric' as const,
      edges: Float64Array.from({ length: 19 }, (_, k) => Math.sqrt(k + i + 0.1)),
    },
  }));
  const batches = Array.from({ length: 999 }, (_, i) => ({
    digest: digestBytes(`${i}`),
    label: `2026-05-${i}`,
    at: '2026-05-04T06:00:00Z',
  }));
  const start = { ...startState({ ...evenReference([]), columns }, SETTINGS, { metrics: [] }), batches };
  const counts = evenCounts(980, { share: 0.02, into: 7 });
  const batch = batchOf('today', Object.fromEntries(names.map((name) => [name, counts])));
  const { state } = updateState(start, batch);
  expect(state.batches).toHaveLength(1000);
  expect(JSON.stringify(driftStateSchema.parse(encodeState(state)), null, 1).length).toBeLessThan(5e6);
});

it('a new baseline is asked for by what changed, and remembers the alarm that it ends', () => {
  const shifted = { a: evenCounts(1000, { share: 0.4, into: 0 }) };
  const { state } = updateState(startedState(['a']), batchOf('1 May', shifted));
  const now = {
    reference: state.reference.digest,
    settings: SETTINGS,
    columns: ['a'],
    metrics: ['accuracy'],
  };
  expect(whyNewBaseline(state, now)).toBeNull();
  expect(
    whyNewBaseline(state, { ...now, settings: { ...SETTINGS, patience: 30, falseAlarms: 0.2 } }),
  ).toBeNull();
  expect(whyNewBaseline(state, { ...now, settings: { ...SETTINGS, margin: 0.1 } })).toContain('0.05 to 0.1');
  expect(whyNewBaseline(state, { ...now, settings: { ...SETTINGS, designEffect: 2 } })).toContain(
    'design effect',
  );
  expect(whyNewBaseline(state, { ...now, columns: ['a', 'b'] })).toContain('columns');
  expect(whyNewBaseline(state, { ...now, metrics: [] })).toContain('metrics');
  const why = whyNewBaseline(state, { ...now, reference: digestBytes('newer') }) ?? '';
  const newer = { ...evenReference(['a']), digest: digestBytes('newer') };
  const next = startState(newer, SETTINGS, { metrics: [], replaces: { state, why } });
  expect(next).toMatchObject({ checks: 0, alarm: null, batches: [] });
  expect(next.replaced).toEqual({
    reference: digestBytes('reference'),
    checks: 1,
    alarm: { since: '1 May', columns: ['a'] },
    why: 'the reference changed',
  });
});
