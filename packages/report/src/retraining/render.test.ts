import type { Change, Comparison, DriftFinding } from '@assay/contract';
import { NASTY_STRINGS } from '@assay/test';
import { describe, expect, it } from 'vitest';
import { asOnGitHub } from '../testing/github-markdown.ts';
import { retrainingTitle } from './compose.ts';
import type { Match, RetrainingFacts } from './model.ts';
import { renderRetraining } from './render.ts';

const digest = `sha256:${'a'.repeat(64)}`;

const finding = (column: string, more: Partial<DriftFinding> = {}): DriftFinding => ({
  column,
  kind: 'feature',
  chunk: null,
  method: 'psi',
  value: 0.3123,
  threshold: 0.2,
  outcome: 'drift',
  low: 0.28,
  high: 0.34,
  n: 1200,
  reason: null,
  ...more,
});

const change = (metric: string, low: number, high: number, more: Partial<Change> = {}): Change => ({
  metric,
  slice: null,
  direction: 'higher',
  base: 0.9,
  candidate: 0.9 + (low + high) / 2,
  value: (low + high) / 2,
  low,
  high,
  confidence: 0.95,
  method: 'delong',
  n: 1200,
  reason: null,
  detectable: null,
  ...more,
});

const comparison = (...metrics: Change[]): Comparison => ({
  with: 'base',
  record: null,
  commit: null,
  recorded: null,
  behind: 0,
  paired: true,
  guard: null,
  metrics,
  flips: null,
});

const match = (data: Match['data'], ...metrics: Change[]): Match => ({
  data,
  name: `${data}.csv`,
  rows: 1200,
  comparison: comparison(...metrics),
});

function facts(
  more: Partial<RetrainingFacts> = {},
  columns = [finding('fare'), finding('hour', { outcome: 'none' })],
): RetrainingFacts {
  return {
    drift: {
      assay: 'drift/1',
      model: 'tip-predictor',
      monitor: 'daily',
      commit: null,
      created: '2026-11-20T06:00:00Z',
      batch: '2026-11-20',
      outcome: 'drift',
      why: '1 of 2 columns drifted',
      reference: { digest, rows: 5000, name: 'data/reference.csv' },
      current: { digest, rows: 1200 },
      history: { checks: 9, repeated: false, alarm: { since: '2026-11-18', columns: ['fare'] } },
      columns,
    },
    files: [{ path: 'params.yaml', done: ['data.until = 2026-11-20'] }],
    branch: 'assay/retrain-tip-predictor',
    training: { seconds: 41, digest },
    champion: 'of main at 9d0e7b2',
    matches: [match('old', change('roc_auc', -0.01, 0.004)), match('new', change('roc_auc', 0.02, 0.04))],
    recorded: null,
    verdict: { outcome: 'pass', why: '3 rules pass' },
    missing: [],
    checks: { kind: 'by-themselves' },
    runUrl: 'https://github.com/o/r/actions/runs/42',
    ...more,
  };
}

const page = (given: RetrainingFacts) => asOnGitHub(renderRetraining(given));
const cells = (given: RetrainingFacts) =>
  page(given)
    .elements('td')
    .map(({ text }) => text);

describe('the body', () => {
  it('says in its first line what drifted since when', () => {
    expect(page(facts()).elements('h3')[0]?.text).toBe('🔁 tip-predictor: fare drifted since 2026-11-18');
  });

  it('counts columns that it does not name', () => {
    const many = ['a', 'b', 'c', 'd', 'e'].map((name) => finding(name));
    expect(page(facts({}, many)).elements('h3')[0]?.text).toContain('a, b, c and 2 more columns drifted');
    expect(retrainingTitle(facts({}, many))).toBe(
      'Retrain tip-predictor: 5 columns drifted since 2026-11-18',
    );
  });

  it('shows values and thresholds of what drifted, and folds the rest', () => {
    const shown = page(facts());
    expect(cells(facts()).slice(0, 5)).toEqual([
      'fare',
      'psi',
      '0.3123 [0.2800,\u00a00.3400]',
      '0.2',
      '1200',
    ]);
    expect(shown.elements('summary')[0]?.text).toBe('no drift: 1 check');
  });

  it('sets champion beside challenger, the new data first', () => {
    const text = page(facts()).text();
    expect(text.indexOf('On the new data (new.csv), 1,200 rows, row by row')).toBeGreaterThan(0);
    expect(text.indexOf('On the new data (new')).toBeLessThan(text.indexOf('On the old data (old'));
    expect(cells(facts())).toContain('+0.0300 [+0.0200,\u00a0+0.0400]');
    expect(text).toContain('on the new data the challenger is better: roc_auc +0.0300');
    expect(text).toContain('on the old data no difference that these rows can show');
  });

  it('says first that a challenger is worse on both', () => {
    const worse = facts({
      matches: [
        match('old', change('log_loss', 0.02, 0.04, { direction: 'lower' })),
        match('new', change('roc_auc', -0.04, -0.02)),
      ],
    });
    expect(page(worse).elements('blockquote')[0]?.text.trim()).toMatch(
      /^The challenger is worse on the old and on the new data/,
    );
    expect(page(facts()).text()).not.toContain('is worse');
  });

  it('says what could not be compared, and shows the records instead', () => {
    const given = facts({
      matches: [],
      champion: null,
      missing: ['assay.yml has no evaluate.predict'],
      recorded: comparison(change('f1', 0, 0.1)),
    });
    expect(page(given).text()).toContain('Not compared: assay.yml has no evaluate.predict');
    expect(cells(given)).toContain('f1\u00a0↑');
  });

  it.each([
    [{ kind: 'after-approval' }, /wait for a maintainer/],
    [{ kind: 'dispatched', workflow: 'pull-request.yml' }, /pull-request\.yml was started on the branch/],
    [{ kind: 'by-themselves' }, /start by themselves/],
  ] as const)('says how the checks come to run: %j', (checks, words) => {
    expect(page(facts({ checks })).text()).toMatch(words);
  });

  it('says nothing of drift where a calendar asked', () => {
    expect(page(facts({}, [])).elements('h3')[0]?.text).toBe(
      '🔁 tip-predictor: to be trained again, asked for on 2026-11-20',
    );
    expect(retrainingTitle(facts({}, []))).toBe('Retrain tip-predictor: on 2026-11-20');
  });
});

/** Every text of the user's data in every place. */
function hostile(text: string): RetrainingFacts {
  const given = facts(
    {
      files: [{ path: text, done: [text] }],
      branch: text,
      champion: text,
      matches: [{ ...match('new', change(text, 0.1, 0.2)), name: text }],
      verdict: { outcome: text, why: text },
      missing: [text],
      checks: { kind: 'dispatched', workflow: text },
    },
    [
      finding(text, { chunk: text, method: text }),
      finding(text, { outcome: 'none', value: null, reason: text }),
    ],
  );
  const { drift } = given;
  return {
    ...given,
    drift: {
      ...drift,
      monitor: text,
      batch: text,
      why: text,
      history: null,
      reference: { ...drift.reference, name: text },
    },
  };
}

describe('data stay data', () => {
  const harmless = page(hostile('x')).skeleton();
  const found = /(^|[^\w&])@[a-z\d]|(^|\W)#\d|\bGH-\d|https?:\/\/|\bwww\.|:[\w+-]+:/i;

  // Nothing is shown of an empty name.
  it.each(NASTY_STRINGS.filter(({ value }) => value !== ''))('$attempt: $value', ({ value: text }) => {
    const shown = page(hostile(text));
    expect(shown.skeleton()).toBe(harmless);
    expect(shown.elements('a').map(({ properties }) => properties['href'])).toEqual([
      'https://github.com/o/r/actions/runs/42',
    ]);
    for (const each of shown.searched()) expect(each).not.toMatch(found);
    expect(retrainingTitle(hostile(text))).not.toMatch(/[\n\r]/);
  });
});

it('thins tables until it fits, and counts what it leaves out', () => {
  const many = Array.from({ length: 3000 }, (_, index) => finding(`column_${index}_${'é'.repeat(100)}`));
  const body = renderRetraining(facts({}, many));
  expect(Buffer.byteLength(body)).toBeLessThanOrEqual(59_000);
  expect(body).toMatch(/and 2,[89]\d\d more/);
});
