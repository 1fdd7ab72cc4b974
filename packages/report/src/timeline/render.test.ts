import { NASTY_STRINGS } from '@assay/test';
import { expect, test } from 'vitest';
import type { Timeline } from './model.ts';
import { renderTimeline } from './render.ts';

const event = {
  at: '2026-11-21T10:00:00Z',
  kind: 'v0.0.1',
  tone: 'good',
  title: 'released',
  lines: [],
} as const;

function timeline(overrides: Partial<Timeline> = {}): Timeline {
  return { model: 'tip-predictor', summary: 'one version', events: [event], madeBy: '0.1.0', ...overrides };
}

test('events stand in their order, each with its time', async () => {
  const html = await renderTimeline(
    timeline({ events: [event, { ...event, at: '2026-11-22', kind: 'drift', tone: 'bad', title: 'alarm' }] }),
  );
  expect(html.indexOf('released')).toBeLessThan(html.indexOf('alarm'));
  expect(html).toContain('<time datetime="2026-11-21T10:00:00.000Z">2026-11-21 10:00</time>');
  expect(html).toContain('>2026-11-22</time>');
});

test('names from data are text, whatever they are', async () => {
  for (const { value: text } of NASTY_STRINGS) {
    const html = await renderTimeline(
      timeline({
        model: text,
        events: [{ ...event, kind: text, title: text, lines: [[{ kind: 'code', text }]] }],
      }),
    );
    expect(html).not.toMatch(/<(script|img|iframe|svg|style)\b(?!>\n?:root)[^>]*>/i);
  }
});

test('the plot names the columns that alarmed, for those who do not see it', async () => {
  const points = [1, 2, 3].flatMap((day) => [
    { at: `2026-11-0${day}`, column: 'payment_type', score: day * 4 },
    { at: `2026-11-0${day}`, column: 'fare', score: 0.1 },
  ]);
  const html = await renderTimeline(
    timeline({ events: [{ ...event, scores: { caption: 'evidence of drift', threshold: 10, points } }] }),
  );
  // 10 natural units are 4.3 decimal ones.
  expect(html).toContain(
    'aria-label="evidence of drift: payment_type on 2026-11-03 reached the alarm line of 4.3"',
  );
  expect(html.match(/<svg/g)).toHaveLength(2);
});
