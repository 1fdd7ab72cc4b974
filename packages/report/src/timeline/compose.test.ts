import { type Deployment, type DriftReport, driftReportSchema, type Version } from '@assay/contract';
import { NASTY_STRINGS } from '@assay/test';
import { expect, test } from 'vitest';
import { plain } from '../document/spans.ts';
import { failingRecord, grownRecord, hostileRecord, passingRecord } from '../testing/index.ts';
import { digest } from '../testing/taxi.ts';
import { composeTimeline } from './compose.ts';
import type { Life, Watch } from './life.ts';
import type { TimelineEvent } from './model.ts';
import { renderTimeline } from './render.ts';

const commit = '9d6b4c8a74470a361aedd36f74fac712d2e886fb';

const version: Version = {
  assay: 'version/1',
  model: 'tip-predictor',
  version: 'v0.0.1',
  commit,
  tag: 'tip-predictor@v0.0.1',
  artifact: digest('a'),
  paths: ['model'],
  bytes: 9,
  policy: digest('b'),
  set: null,
  record: '01K53V9ZT8Q4N6M2W7X1C5B0AD',
  metrics: { roc_auc: 0.9012 },
  at: '2026-09-14T11:00:00Z',
  by: 'ada',
  run: null,
};

function deployment(id: string, minute: string, overrides: Partial<Deployment> = {}): Deployment {
  return {
    assay: 'deployment/1',
    id,
    environment: 'production',
    model: 'tip-predictor',
    version: 'v0.0.1',
    artifact: digest('a'),
    outcome: 'healthy',
    why: 'asked once',
    started: `2026-09-14T11:${minute}:00Z`,
    from: `2026-09-14T11:${minute}:30Z`,
    to: null,
    by: 'ada',
    run: null,
    'rolls-back': null,
    github: null,
    ...overrides,
  };
}

const watch: Watch = {
  monitor: 'daily',
  reference: digest('e'),
  checks: 2,
  alarm: { since: '2015-05-21', columns: ['payment_type'] },
  batches: [
    { digest: digest('1'), label: '2015-05-20', at: '2026-09-14T12:00:00Z' },
    { digest: digest('2'), label: '2015-05-21', at: '2026-09-14T12:01:00Z' },
  ],
  replaced: null,
};

function reportOf(batch: string, score: number, overrides: Partial<DriftReport> = {}): DriftReport {
  return driftReportSchema.parse({
    assay: 'drift/1',
    model: 'tip-predictor',
    monitor: 'daily',
    commit: null,
    created: '2026-09-14T12:00:00Z',
    batch,
    outcome: 'none',
    why: '',
    reference: { digest: digest('e'), rows: 9, name: 'data' },
    current: { digest: digest('1'), rows: 9 },
    history: null,
    columns: [],
    days: [{ batch, outcome: 'none', columns: [{ column: 'fare', score, threshold: 10 }] }],
    ...overrides,
  });
}

function compose(life: Partial<Life>) {
  const empty = { records: [], versions: [], deployments: [], watches: [], retrainings: [], drift: [] };
  return composeTimeline({ model: 'tip-predictor', environment: 'production', ...empty, ...life }, '1.0.0');
}
const said = (event: TimelineEvent | undefined) => [event?.title, ...(event?.lines ?? []).map(plain)];

test('a life in the order of its runs, and what is in service now', () => {
  const deployments = [
    deployment('01K53V9ZT8Q4N6M2W7X1C5B0A1', '05', { to: '2026-09-14T11:20:30Z' }),
    deployment('01K53V9ZT8Q4N6M2W7X1C5B0A2', '10', { version: 'v0.0.2', outcome: 'unhealthy', from: null }),
    deployment('01K53V9ZT8Q4N6M2W7X1C5B0A3', '20', { 'rolls-back': '01K53V9ZT8Q4N6M2W7X1C5B0A2' }),
  ];
  const { events, summary } = compose({
    deployments,
    records: [failingRecord()],
    versions: [version],
    watches: [watch],
  });
  expect(summary).toBe('v0.0.1 is in service in production · 1 version · 1 verdict');
  expect(events.map(({ tone, kind, title }) => [tone, kind, title])).toEqual([
    ['bad', 'pull request #41', `fail: ${failingRecord().verdict?.why}`],
    ['good', 'version', 'v0.0.1'],
    ['good', 'production', 'v0.0.1 in service'],
    ['bad', 'production', 'v0.0.2 did not become healthy'],
    ['warning', 'production', 'back to v0.0.1, in the place of v0.0.2'],
    ['bad', 'drift', 'payment_type has drifted since 2015-05-21'],
  ]);
});

test('a verdict with its metric, the change, and what it is bound to; rules only where they do not pass', () => {
  const [pass] = compose({ records: [passingRecord()] }).events;
  const [fail] = compose({ records: [failingRecord()] }).events;
  expect(said(fail).slice(1)).toEqual([
    'roc_auc 0.8871 [0.8777, 0.8965], −0.0141 [−0.0178, −0.0104] against 9d0e7b2',
    `commit 3f2c1aa · model ${'a'.repeat(12)} · by ada · run`,
  ]);
  const [grown] = compose({ records: [grownRecord()] }).events;
  expect(said(grown)[1]).toMatch(/ against 9d0e7b2 on the 4,000 rows that it knew$/);
  expect(fail?.table?.rows).toHaveLength(3);
  expect(pass?.table).toBeUndefined();
});

test('what a retraining was asked for by, and the commit that it proposes', () => {
  const attempt = {
    at: '2026-09-14T13:00:00Z',
    monitor: 'daily',
    batch: digest('2'),
    branch: 'assay/retrain',
    commit,
    pull: 3,
  };
  const { events } = compose({ watches: [watch], retrainings: [attempt] });
  expect(said(events.at(-1))).toEqual([
    'pull request #3 proposes to train again',
    'commit 9d6b4c8 on assay/retrain · batch 2015-05-21, 222222222222 · monitor daily',
  ]);
});

test('the evidence by day comes from the reports of this monitor and this reference, in the order of the days', () => {
  const drift = [
    reportOf('2015-05-21', 11),
    reportOf('2015-05-20', 1),
    reportOf('2015-05-22', 3, { monitor: 'other' }),
    reportOf('2015-05-22', 3, { reference: { digest: digest('f'), rows: 9, name: 'data' } }),
  ];
  const [event] = compose({ watches: [watch], drift }).events;
  expect(event?.scores).toMatchObject({
    threshold: 10,
    points: [
      { at: '2015-05-20', column: 'fare', score: 1 },
      { at: '2015-05-21', column: 'fare', score: 11 },
    ],
  });
});

test('a baseline that replaced another says which alarm stood until then', () => {
  const replaced = { alarm: watch.alarm, why: 'the reference changed' };
  const { events } = compose({ watches: [{ ...watch, alarm: null, replaced }] });
  expect(events.map(({ title }) => title)).toEqual(['a new baseline', 'no drift']);
  expect(said(events[0])[1]).toBe(
    'daily begins anew: the reference changed; until then payment_type has drifted since 2015-05-21',
  );
});

test('names from data are text, whatever they are', async () => {
  for (const { value: text } of NASTY_STRINGS) {
    const alarm = { since: text, columns: [text, text, text, text] };
    const batches = watch.batches.map((batch) => ({ ...batch, label: text }));
    const html = await renderTimeline(
      compose({
        records: [hostileRecord(() => text)],
        versions: [{ ...version, by: text, metrics: { [text]: 1 } }],
        deployments: [deployment('01K53V9ZT8Q4N6M2W7X1C5B0A1', '05', { why: text, by: text, run: text })],
        watches: [{ ...watch, monitor: text, alarm, batches, replaced: { alarm, why: text } }],
      }),
    );
    expect(html).not.toMatch(/<(script|img|iframe|svg|style)\b(?!>\n?:root)[^>]*>|javascript:[^<]*">/i);
  }
});
