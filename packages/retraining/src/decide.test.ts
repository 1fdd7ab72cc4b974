import { type DriftReport, type Retraining, retrainSchema } from '@assay/contract';
import { describe, expect, test } from 'vitest';
import { decide, type KnownPull } from './decide.ts';

const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
const now = new Date('2026-11-20T12:00:00Z');

const retrain = (more: object = {}) =>
  retrainSchema.parse({ changes: [{ file: 'p.yaml', key: 'a', value: 1 }], ...more });

const report = (outcome: DriftReport['outcome'] = 'drift', batch = digest('a')) =>
  ({ outcome, current: { digest: batch, rows: 10 } }) as DriftReport;

/** Attempts of batches and their pull requests, newest first. */
const attempts = (...made: [batch: string, pull: number | null][]): Retraining => ({
  assay: 'retraining/1',
  model: 'taxi',
  attempts: made.map(([batch, pull]) => ({
    at: '2026-11-01T00:00:00Z',
    monitor: 'daily',
    batch: digest(batch),
    branch: 'assay/retrain-taxi',
    commit: 'c'.repeat(40),
    pull,
  })),
});

const open = (number: number): KnownPull => ({ number, state: 'open', merged: false, closed: null });
const closed = (number: number, at: string, merged = false): KnownPull => ({
  number,
  state: 'closed',
  merged,
  closed: at,
});

const decided = (
  known: Retraining | undefined,
  pulls: KnownPull[],
  {
    force = false,
    asked = report(),
    more = {},
  }: { force?: boolean; asked?: DriftReport; more?: object } = {},
) => decide(retrain(more), asked, known, pulls, { now, force });

describe('what asks', () => {
  test.each([
    ['drift', 'drift', 'open'],
    ['drift', 'none', 'not-asked'],
    ['drift', 'insufficient data', 'insufficient-data'],
    ['always', 'none', 'open'],
    ['always', 'insufficient data', 'open'],
  ] as const)('when %s, a report of %s: %s', (when, outcome, action) => {
    expect(decided(undefined, [], { asked: report(outcome), more: { when } })).toEqual({ action });
  });
  test('a person who forces it', () => {
    expect(decided(undefined, [], { asked: report('none'), force: true })).toEqual({ action: 'open' });
  });
});

describe('one pull request', () => {
  test('an open one is brought up to date, also within a cool-down of an older one', () => {
    const pulls = [open(9), closed(8, '2026-11-20T11:00:00Z')];
    expect(decided(attempts(['b', 9]), pulls)).toEqual({ action: 'update', pull: 9 });
  });
  test('of several open ones, the oldest', () => {
    expect(decided(undefined, [open(9), open(7)])).toEqual({ action: 'update', pull: 7 });
  });
  test('the same batch again is nothing new', () => {
    expect(decided(attempts(['a', 9]), [open(9)])).toEqual({ action: 'unchanged', pull: 9 });
  });
  test('a batch that comes back after another is', () => {
    expect(decided(attempts(['b', 9], ['a', 9]), [open(9)])).toEqual({ action: 'update', pull: 9 });
  });
  test('what was begun and never opened is made again', () => {
    expect(decided(attempts(['a', null]), [])).toEqual({ action: 'open' });
    expect(decided(attempts(['a', null]), [open(9)])).toEqual({ action: 'update', pull: 9 });
  });
});

describe('cool-down', () => {
  test('from the close of the last one, whoever closed or merged it', () => {
    const pulls = [closed(7, '2026-11-01T00:00:00Z'), closed(8, '2026-11-14T00:00:00Z', true)];
    // 14 November and 7 days.
    const until = new Date('2026-11-21T00:00:00Z');
    expect(decided(attempts(['b', 8]), pulls)).toEqual({ action: 'cool-down', pull: 8, until });
    expect(decided(attempts(['b', 8]), pulls, { force: true })).toEqual({ action: 'open' });
    expect(decided(attempts(['b', 8]), pulls, { more: { 'cool-down': '6d' } })).toEqual({ action: 'open' });
  });
  test('ends on the second', () => {
    const at = (time: string) => decided(undefined, [closed(8, time)]).action;
    expect(at('2026-11-13T12:00:00Z')).toBe('open');
    expect(at('2026-11-13T12:00:01Z')).toBe('cool-down');
  });
  test('what a person closed is not opened again for the same batch, ever; by force it is', () => {
    const pulls = [closed(8, '2026-01-01T00:00:00Z')];
    expect(decided(attempts(['a', 8]), pulls)).toEqual({ action: 'unchanged', pull: 8 });
    expect(decided(attempts(['a', 8]), pulls, { force: true })).toEqual({ action: 'open' });
  });
});
