import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { measureDrift } from './measure-drift.ts';
import { methods } from './registry.ts';
import { adultSides } from './testing/adult.ts';

const page = readFileSync(new URL('../../../../docs/drift-methods.md', import.meta.url), 'utf8');

test('the table of docs/drift-methods.md has every method, its numbers and its outcomes', async () => {
  const adult = await adultSides();
  const cells = (line: string) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
  const lines = page.slice(page.indexOf('| method | `age`')).split('\n\n')[0]?.split('\n') ?? [];
  const [header = [], , ...rows] = lines.map(cells);
  const plain = (cell = '') => cell.replaceAll('`', '');
  expect(rows.map(([id]) => plain(id))).toEqual(methods.map(({ id }) => id));
  for (const [id, ...printed] of rows) {
    printed.forEach((cell, index) => {
      const column = plain(header[index + 1]);
      const sides = adult.get(column);
      if (!sides) throw new Error(column);
      const [found] = measureDrift(plain(id), sides.reference, sides.current);
      const digits = cell.includes('e') ? 2 : Math.abs(found?.value ?? 0) < 1 ? 3 : 5;
      const number = found?.value == null ? '–' : String(Number(found.value.toPrecision(digits)));
      const expected = found?.outcome === 'drift' ? `**${number}**` : number;
      expect([id, column, cell]).toEqual([id, column, expected]);
    });
  }
});
