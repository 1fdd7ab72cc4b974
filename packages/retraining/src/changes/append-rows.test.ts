import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { appendRows } from './append-rows.ts';
import { splitRows } from './records.ts';

const append = (old: string, added: string, names: [string, string] = ['a.csv', 'b.csv']) =>
  appendRows({ name: names[0], text: old }, { name: names[1], text: added });

describe('CSV', () => {
  test.each([
    ['the header once', 'x,y\n1,2\n', 'x,y\n3,4\n', 'x,y\n1,2\n3,4\n'],
    ['no last line end', 'x,y\n1,2', 'x,y\n3,4', 'x,y\n1,2\n3,4\n'],
    ['line ends of the file that is there', 'x,y\r\n1,2\r\n', 'x,y\n3,4\n', 'x,y\r\n1,2\r\n3,4\r\n'],
    ['quoted headers are the same headers', 'x,"y z"\n1,2\n', '"x","y z"\n3,4\n', 'x,"y z"\n1,2\n3,4\n'],
    [
      'a line end within quotes',
      'x,y\n1,"a\nb"\n',
      'x,y\n3,"c\nd, ""e"""\n',
      'x,y\n1,"a\nb"\n3,"c\nd, ""e"""\n',
    ],
    ['a file with nothing but a header', 'x,y\n', 'x,y\n3,4\n', 'x,y\n3,4\n'],
    ['semicolons', 'x;y\n1,5;2\n', 'x;y\n3,5;4\n', 'x;y\n1,5;2\n3,5;4\n'],
    [
      'a byte order mark',
      '\u00ef\u00bb\u00bfx,y\n1,2\n',
      '\u00ef\u00bb\u00bfx,y\n3,4\n',
      '\u00ef\u00bb\u00bfx,y\n1,2\n3,4\n',
    ],
    ['rows that are alike among the new ones', 'x,y\n1,2\n', 'x,y\n3,4\n3,4\n', 'x,y\n1,2\n3,4\n3,4\n'],
    ['a file that grew', 'x,y\n0,0\n1,2\n3,4\n', 'x,y\n1,2\n3,4\n5,6\n', 'x,y\n0,0\n1,2\n3,4\n5,6\n'],
  ])('%s', (_, old, added, expected) => {
    expect(append(old, added).text).toBe(expected);
  });

  test('rows that are there are not added again, wherever they stand', () => {
    const added = 'x,y\n3,4\n5,6\n';
    const once = append('x,y\n1,2\n', added).text;
    expect(append(once, added)).toEqual({ text: once, rows: 0, there: 2 });
    const later = append(once, 'x,y\n7,8\n').text;
    expect(append(later, added)).toEqual({ text: later, rows: 0, there: 2 });
    const sorted = 'x,y\n7,8\n5,6\n3,4\n1,2\n';
    expect(append(sorted, added)).toEqual({ text: sorted, rows: 0, there: 2 });
  });

  test('of rows that were added by hand, without one, that one alone is added', () => {
    const batch = Array.from({ length: 2000 }, (_, i) => `${i},${i % 7}`);
    const text = (rows: string[]) => ['x,y', ...rows, ''].join('\n');
    const byHand = text(['-1,0', ...batch.filter((row) => row !== '900,4')]);
    expect(append(byHand, text(batch))).toEqual({ text: `${byHand}900,4\n`, rows: 1, there: 1999 });
  });

  test('rows that are alike are counted: of three new ones, one is there', () => {
    expect(append('x,y\n1,2\n3,4\n', 'x,y\n3,4\n5,6\n3,4\n3,4\n').text).toBe(
      'x,y\n1,2\n3,4\n5,6\n3,4\n3,4\n',
    );
  });

  test.each([
    ['another order', 'x,y\n', 'y,x\n1,2\n', 'change-columns'],
    ['one more', 'x,y\n', 'x,y,z\n1,2,3\n', 'change-columns'],
    ['another separator', 'x,y\n', 'x;y\n1;2\n', 'change-columns'],
    ['a short row', 'x,y\n', 'x,y\n1\n', 'change-rows'],
    ['an open quote', 'x,y\n', 'x,y\n1,"2\n', 'change-rows'],
    ['an empty target', '', 'x,y\n1,2\n', 'change-empty'],
    ['an empty source', 'x,y\n', '', 'change-empty'],
  ])('%s is refused', (_, old, added, code) => {
    expect(() => append(old, added)).toThrow(expect.objectContaining({ code }));
  });

  test('twice is once, for any rows', () => {
    const rows = fc.array(fc.constantFrom('1,2', '3,4', '1,"a\nb"', '"x,y",2'), { maxLength: 8 });
    fc.assert(
      fc.property(rows, rows, fc.boolean(), (before, added, last) => {
        const old = ['x,y', ...before].join('\n') + (last ? '\n' : '');
        const more = ['x,y', ...added, ''].join('\n');
        const once = append(old, more).text;
        expect(append(once, more).text).toBe(once);
        expect(once.startsWith(old)).toBe(true);
        const count = (all: string[], row: string) => all.filter((one) => one === row).length;
        for (const row of [...before, ...added])
          expect(count(splitRows(once, 'a.csv').rows, row)).toBe(
            Math.max(count(before, row), count(added, row)),
          );
      }),
    );
  });
});

describe('JSON Lines', () => {
  const names: [string, string] = ['a.jsonl', 'b.ndjson'];
  test('rows go to the end; a key may be missing, in any order', () => {
    expect(append('{"a":1,"b":2}', '{"b":3}\n\n{"b":4,"a":5}\n', names)).toEqual({
      text: '{"a":1,"b":2}\n{"b":3}\n{"b":4,"a":5}\n',
      rows: 2,
      there: 0,
    });
  });
  test.each([
    ['{"c":1}\n', 'change-columns'],
    ['[1]\n', 'change-rows'],
    ['{"a":\n', 'change-rows'],
  ])('%j is refused', (added, code) => {
    expect(() => append('{"a":1}\n', added, names)).toThrow(expect.objectContaining({ code }));
  });
});

test.each([[['a.parquet', 'b.parquet']], [['a.csv', 'b.jsonl']], [['a.csv.gz', 'b.csv']]] as [
  string,
  string,
][][])('%j cannot be', (names) => {
  expect(() => append('x\n', 'x\n1\n', names as unknown as [string, string])).toThrow(
    expect.objectContaining({ code: 'change-format' }),
  );
});
