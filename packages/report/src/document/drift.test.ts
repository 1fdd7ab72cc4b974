import type { DriftFinding, DriftReport } from '@assay/contract';
import { NASTY_STRINGS, renderGfm } from '@assay/test';
import { describe, expect, it } from 'vitest';
import { driftAnnotations } from '../annotations.ts';
import { renderMarkdown, renderSummary } from '../markdown/render.ts';
import { renderTerminal } from '../terminal/render.ts';
import { composeDrift } from './drift.ts';
import { worstFirst } from './drift-finding.ts';

function finding(column: string, given: Partial<DriftFinding> = {}): DriftFinding {
  return {
    column,
    kind: 'feature',
    chunk: null,
    method: 'ks',
    value: 0.01,
    threshold: 0.05,
    outcome: 'none',
    low: 0,
    high: 0.03,
    n: 2000,
    reason: null,
    ...given,
  };
}

function report(given: Partial<DriftReport> = {}): DriftReport {
  const digest = `sha256:${'0'.repeat(64)}`;
  return {
    assay: 'drift/1',
    model: 'taxi',
    monitor: null,
    commit: '3f2c1aa'.padEnd(40, '0'),
    created: '2026-11-02T10:00:00Z',
    batch: 'today.csv',
    outcome: 'drift',
    why: '1 of 3 watched drift: amount',
    reference: { digest, rows: 8000, name: 'reference.csv' },
    current: { digest, rows: 2000 },
    history: null,
    columns: worstFirst([
      finding('steady'),
      finding('small', { outcome: 'insufficient data', reason: 'label 300 more' }),
      finding('amount', { outcome: 'drift', value: 0.2, low: 0.17, high: 0.23 }),
    ]),
    ...given,
  };
}

const terminal = (of: DriftReport) => renderTerminal(composeDrift(of), { width: 120, color: false });

describe('a drift report', () => {
  it('shows what drifts first, and folds what does not', () => {
    const drawn = terminal(report());
    expect(drawn).toMatch(/^⚠️ taxi: drift · 3f2c1aa\n2,000 rows of today.csv against 8,000 of reference.csv/);
    expect(drawn).toMatch(/amount +ks +0\.2000 \[0\.1700, 0\.2300\] +0\.05/);
    expect(drawn.indexOf('amount  ')).toBeLessThan(drawn.indexOf('small  '));
    expect(drawn).toContain('label 300 more');
    expect(drawn).toContain('no drift: 1 measurement');
    expect(drawn).not.toContain('steady');
  });

  it('names the alarm that stands, and since when', () => {
    const alarm = { since: '2026-11-01', columns: ['amount'] };
    const history = { checks: 12, repeated: false, alarm };
    const drawn = terminal(
      report({ monitor: 'daily', history, outcome: 'none', columns: [finding('amount')] }),
    );
    expect(drawn).toContain('an earlier alarm stands since 2026-11-01: amount');
    expect(drawn).toContain('12 checks since the reference was set');
    expect(drawn).toContain('monitor daily');
  });

  it('tells of a range the first day of each column past its threshold, and not 181 rows', () => {
    const evidence = (amount: number, steady: number) => [
      { column: 'amount', score: amount, threshold: 9 },
      { column: 'steady', score: steady, threshold: 9 },
    ];
    const days = Array.from({ length: 181 }, (_, i) => ({
      batch: new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10),
      outcome: 'none' as const,
      columns: evidence(i / 10, 1),
    }));
    const drawn = terminal(report({ days }));
    expect(drawn).toContain('by day: 181 batches, 2026-01-01 to 2026-06-30\n');
    // 9 is reached on the 91st day: 31 in January, 28, 31, and the first of April.
    expect(drawn).toMatch(/2026-04-01 +amount +9 +9\n\n/);
    expect(terminal(report({ days: days.slice(0, 90) }))).toMatch(/by day: 90 batches.*\n[^ ]*findings/);
    expect(terminal(report({ days: [] }))).not.toContain('by day');
  });

  it('shows a number that no threshold judges, and does not call it fine', () => {
    const bare = finding('amount', {
      method: 'linf@tfdv',
      threshold: null,
      reason: 'the method has no threshold',
    });
    const drawn = terminal(report({ outcome: 'none', columns: [finding('steady'), bare] }));
    expect(drawn).toContain('findings: 1 not judged\n');
    expect(terminal(report({ outcome: 'none', columns: [bare] }))).toMatch(/^📊 taxi: measured/);
    expect(drawn).toMatch(/\n +amount +linf@tfdv +0\.0100.*the method has no threshold/);
    expect(drawn).toContain('no drift: 1 measurement\n');
  });

  it('calls the number of rows what it is, and no column', () => {
    const columns = [
      finding('rows', { kind: 'rows', outcome: 'drift' }),
      finding('rows', { outcome: 'drift' }),
    ];
    const drawn = terminal(report({ columns }));
    expect(drawn).toMatch(/number of rows +ks/);
    expect(drawn).toMatch(/ rows {2,}ks/);
  });

  it('has a column for chunks where there are chunks', () => {
    expect(terminal(report())).not.toContain('chunk');
    expect(terminal(report({ columns: [finding('x', { chunk: '[0:99]', outcome: 'drift' })] }))).toContain(
      '[0:99]',
    );
  });

  it('keeps to a comment and to a summary with 5,000 columns that drift', () => {
    const columns = Array.from({ length: 5000 }, (_, i) => finding(`column_${i}`, { outcome: 'drift' }));
    const document = composeDrift(report({ columns }));
    expect(Buffer.byteLength(renderMarkdown(document))).toBeLessThanOrEqual(60_000);
    expect(Buffer.byteLength(renderSummary(document))).toBeLessThanOrEqual(900_000);
  });

  it.each(NASTY_STRINGS.map(({ attempt, value }) => [attempt, value] as const))(
    'takes no order from text: %s',
    (_, text) => {
      const hostile = finding(text, {
        outcome: 'drift',
        chunk: text,
        detail: text,
        reason: text,
        method: text,
      });
      const history = { checks: 1, repeated: false, alarm: { since: text, columns: [text] } };
      const columns = [{ column: text, score: 2, threshold: 1 }];
      const days: DriftReport['days'] = [{ batch: text, outcome: 'drift', columns }];
      const reference = { ...report().reference, name: text };
      const of = report({
        model: text,
        monitor: text,
        batch: text,
        why: text,
        columns: [hostile],
        days,
        history,
        reference,
      });
      const { images, links, mentions, references, rows } = renderGfm(renderSummary(composeDrift(of)));
      expect({ images, links, mentions, references }).toEqual({
        images: [],
        links: [],
        mentions: [],
        references: [],
      });
      expect(rows.map((row) => row.length)).toEqual([4, 4, 8, 8]);
      expect(terminal(of).replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
      for (const { title, message } of driftAnnotations(of))
        expect(title + message).not.toMatch(/[\p{Cc}\p{Cs}]/u);
    },
  );
});

describe('annotations', () => {
  it('warn of drift, note what cannot be judged, and are at most ten of each', () => {
    const columns = Array.from({ length: 30 }, (_, i) => finding(`c${i}`, { outcome: 'drift', value: 0.2 }));
    const found = driftAnnotations(
      report({ columns: [...columns, finding('small', { outcome: 'insufficient data' })] }),
    );
    expect(found.filter(({ level }) => level === 'warning')).toHaveLength(10);
    expect(found[0]).toMatchObject({ title: 'c0: drift', message: 'ks 0.2000, threshold 0.0500' });
    expect(found.at(-1)).toMatchObject({ level: 'notice', title: 'small: insufficient data' });
  });
});

it('worst first: outcome, then how far past the threshold', () => {
  const sorted = worstFirst([
    finding('a', { outcome: 'drift', value: 0.1 }),
    finding('b'),
    finding('c', { outcome: 'drift', value: 0.4 }),
    finding('d', { outcome: 'insufficient data', value: null }),
  ]);
  expect(sorted.map(({ column }) => column)).toEqual(['c', 'a', 'd', 'b']);
});
