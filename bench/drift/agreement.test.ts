import { describe, expect, it } from 'vitest';
import { agreesWithFloor, agreesWithPeer } from './agreement.ts';

/** A report as `check-drift --json` writes it, as far as it matters here. */
function report(values: Record<string, number | null>, method = 'ks'): string {
  const columns = Object.entries(values).map(([column, value]) => ({ column, method, value }));
  return JSON.stringify({ outcome: 'none', columns }, null, 2);
}

describe('agreesWithPeer', () => {
  const ours = report({ a: 0.25, b: 1e-3 }, 'js@nannyml');
  const theirs = (values: Record<string, number>) =>
    `a warning of theirs\n${JSON.stringify({ version: '1', values })}\n`;

  it('holds for the same numbers but for the order of adding, whatever was printed before', () => {
    expect(agreesWithPeer(ours, theirs({ b: 1e-3 * (1 + 1e-9), a: 0.25 }))).toBe(true);
  });

  it.each([
    ['a number is off in the sixth figure', { a: 0.25 * (1 + 3e-6), b: 1e-3 }],
    ['a small number is off in the sixth figure', { a: 0.25, b: 1e-3 * (1 + 3e-6) }],
    ['two columns are exchanged', { a: 1e-3, b: 0.25 }],
    ['a column is called otherwise', { a: 0.25, c: 1e-3 }],
    ['they lack a column', { a: 0.25 }],
    ['they have one more', { a: 0.25, b: 1e-3, c: 0 }],
    ['they have none', {}],
  ])('fails where %s', (_, values) => {
    expect(agreesWithPeer(ours, theirs(values as Record<string, number>))).toBe(false);
  });

  it('fails where we have no number, or no column', () => {
    expect(agreesWithPeer(report({ a: null }), theirs({ a: 0 }))).toBe(false);
    expect(agreesWithPeer(report({}), theirs({}))).toBe(false);
  });
});

describe('agreesWithFloor', () => {
  const ours = report({ x: 0.2, y: 0 });

  it('holds within what lies in a cell', () => {
    expect(agreesWithFloor(ours, JSON.stringify({ x: 0.195, y: 0.004 }))).toBe(true);
  });

  it('compares distances of numbers alone, which is what the floor has', () => {
    const { columns } = JSON.parse(report({ text: 0.9 }, 'tv')) as { columns: unknown[] };
    const mixed = JSON.parse(ours) as { columns: unknown[] };
    mixed.columns.push(...columns);
    expect(agreesWithFloor(JSON.stringify(mixed), JSON.stringify({ x: 0.2, y: 0 }))).toBe(true);
  });

  it.each([
    ['a distance is off', { x: 0.22, y: 0 }],
    ['a column was left out by them', { x: 0.2 }],
    ['a column was left out by us', { x: 0.2, y: 0, z: 0 }],
  ])('fails where %s', (_, floor) => {
    expect(agreesWithFloor(ours, JSON.stringify(floor))).toBe(false);
  });
});
