import { describe, expect, test } from 'vitest';
import { columnOf, imported } from './testing/imported.ts';

describe('the text form of protocol buffers', () => {
  test('strings in pieces and escapes, lists, angle brackets, comments, extensions', async () => {
    const text = `# a schema
feature: < name: 'caf' "\\303\\251" type: BYTES; domain: "d", [a.b.c] { x: 1 } >
string_domain { name: "d" value: ["a\\n", 'it\\'s'] value: "\\x41" }`;
    const { contract, notes: found } = await imported(text);
    expect(contract['columns']).toEqual({
      café: { type: 'string', required: false, nullable: true, allowed: ['a\n', "it's", 'A'] },
    });
    expect(found).toEqual([
      { column: null, place: 'feature.[a.b.c]', line: 2, message: 'no counterpart: {"x":1}' },
    ]);
  });

  test('numbers keep every digit', async () => {
    const text = 'feature { name: "x" type: INT int_domain { min: -9223372036854775808 max: 0x10 } }';
    expect(await columnOf(text)).toMatchObject({ range: { min: '-9223372036854775808', max: 16 } });
  });
});
