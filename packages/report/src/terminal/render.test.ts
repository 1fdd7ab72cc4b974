import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, it } from 'vitest';
import { composeDocument } from '../document/compose.ts';
import { atNow, failingRecord, hostileRecord, hugeRecord } from '../testing/index.ts';
import { renderTerminal } from './render.ts';

const draw = (record: ReturnType<typeof failingRecord>, width: number, color = false) =>
  renderTerminal(composeDocument(record, { now: atNow, runUrl: 'https://example.com/run/42' }), {
    width,
    color,
  });

it('is no wider than the terminal, whatever the names', () => {
  const name = fc.array(fc.constantFrom('東', '👩‍🔬', 'é', 'a', ' ', 'wide_name_', '\u001b[2J'), {
    minLength: 1,
    maxLength: 30,
  });
  fc.assert(
    fc.property(name, fc.integer({ min: 40, max: 140 }), (pieces, width) => {
      const lines = draw(
        hostileRecord(() => pieces.join('')),
        width,
      ).split('\n');
      expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(width);
    }),
    { numRuns: 50 },
  );
});

it('writes no escape of the data, and none at all without colour', () => {
  const evil = '\u001b[31mred\u001b]8;;https://evil.example\u0007\u009b2J';
  const drawn = draw(
    hostileRecord(() => evil),
    100,
  );
  expect(drawn.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
});

it('says the same with and without colour', () => {
  const [coloured, bare] = [draw(failingRecord(), 100, true), draw(failingRecord(), 100)];
  expect(coloured).toContain('\u001b[31m');
  expect(stripVTControlCharacters(coloured)).toBe(bare);
});

it('aligns columns by what they take on the screen', () => {
  const record = failingRecord();
  const [first] = record.verdict?.rules ?? [];
  if (first !== undefined) first.rule = '東京 no worse';
  const lines = draw(record, 160).split('\n');
  // Both values end in the same column, though the emoji and the ideographs before them take two columns each.
  const ends = ['0.9012', '0.8655'].map((value) => {
    const line = lines.find((each) => each.includes(value)) ?? '';
    return stringWidth(line.slice(0, line.indexOf(value)));
  });
  expect(ends[0]).toBe(ends[1]);
});

it('shows what the data are warned of, though nothing of it fails', () => {
  const record = failingRecord();
  const [first] = record.data ?? [];
  if (first === undefined) throw new Error('the record has no data');
  const [finding] = first.findings;
  if (finding === undefined) throw new Error('the record has no finding');
  const warning = { ...finding, severity: 'warn' as const };
  first.findings = [warning, { ...warning, check: 'distinct', observed: '3 different values' }];
  expect(draw(record, 120)).toMatch(/distinct +.*3 different values/);
});

it('leaves a spare column out before it breaks an interval', () => {
  const row = (width: number) =>
    draw(failingRecord(), width)
      .split('\n')
      .filter((line) => line.startsWith('log_loss\u00a0↓'));
  expect(row(100)[0]).toContain('+5.4 %');
  expect(row(80)).toHaveLength(1);
  expect(row(80)[0]).toContain('0.4103 [0.3950, 0.4256]  +0.0212 [+0.0143, +0.0281]');
  expect(row(80)[0]).not.toContain('%');
});

it('shows the first twenty of a thousand rules, and says so', () => {
  expect(draw(hugeRecord(), 120)).toContain('and 980 more');
});

it('breaks no line before a comma or a colon', () => {
  const record = failingRecord();
  const [finding] = record.data?.[0]?.findings ?? [];
  if (finding === undefined) throw new Error('the record has no finding');
  finding.examples = [1, 22, 333, 4444, 55555, 666666].map((row) => ({ row, value: '0.25' }));
  for (let width = 60; width <= 140; width++) expect(draw(record, width)).not.toMatch(/ {2}[,:] /);
});
