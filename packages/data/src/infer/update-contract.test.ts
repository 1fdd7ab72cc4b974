import { parseDataContract } from '@assay/contract';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { sourceOf } from '../temporary-data.ts';
import { updateContract } from './update-contract.ts';

const csv = `kept,fare,kind\n${Array.from({ length: 400 }, (_, i) => `${i},${i % 7},${i % 2 ? 'a' : 'b'}\n`).join('')}`;

async function updated(contract: string, data = csv) {
  const { engine, source } = await sourceOf({ 'data.csv': data });
  return updateContract(engine, source, parseDataContract(contract, 'c.yml'), {});
}

/** Lines of a text that another has not. */
const gone = (before: string, after: string) =>
  before.split('\n').filter((line) => !after.split('\n').includes(line));

const mine = `# of our own
assay-data:   1   # keep this
rows: {at-least: 1}

columns:
    'fare':   {type: "integer",   range: {min: 1}}   # by hand

    # a word about kept
    kept: {type: integer}   # trailing

# the end
unique:   [ kept ]
`;

describe('a contract brought up to date', () => {
  test('new columns stand behind the others, and all else is the same to the byte', async () => {
    const { yaml, columns } = await updated(mine);
    expect(columns.map(({ column }) => column)).toEqual(['kind']);
    expect(gone(mine, yaml)).toEqual([]);
    const [before = '', after = ''] = mine.split('# trailing\n');
    expect(
      yaml.startsWith(`${before}# trailing\n    # New, from 400 rows.\n    kind:\n      type: category # `),
    ).toBe(true);
    expect(yaml.endsWith(after)).toBe(true);
    const { value } = parseDataContract(yaml, 'c.yml');
    expect(Object.keys(value.columns)).toEqual(['fare', 'kept', 'kind']);
    expect(value.columns['kind']?.allowed?.values).toEqual(['a', 'b']);
  });

  test('a second time nothing changes, and nothing that was removed comes back', async () => {
    const { yaml } = await updated(mine);
    expect((await updated(yaml)).yaml).toBe(yaml);
    const without = yaml.replace(/ +allowed:.*\n/, '');
    expect(without).not.toBe(yaml);
    const again = await updated(without);
    expect(again.yaml).toBe(without);
    expect(again.notes.join('\n')).toMatch(/kind: could also have \{ allowed: /);
  });

  test('what data break is left, and told with its line', async () => {
    const { yaml, notes } = await updated(mine);
    expect(yaml).toContain('range: {min: 1}');
    expect(notes).toContain(
      'line 6 is broken and was left as it is: "fare": at least 1; the data have 58 rows of 400 (14.5 %): "0" (58); values go from 0 to 6',
    );
  });

  test('what data suggest as a whole is told as the line to write, and not where it is said, in other words too', async () => {
    const row = (i: number) => `${i % 40},${Math.floor(i / 40)},${i % 9},${(i % 9) + (i % 5)}`;
    const data = `shop,day,a,b\n${Array.from({ length: 1200 }, (_, i) => `${row(i)}\n`).join('')}`;
    const own = 'assay-data: 1\ncolumns:\n  shop: {type: integer} # ours\n';
    const told = async (contract: string) => {
      const { yaml, notes } = await updated(contract, data);
      expect(yaml.startsWith(contract)).toBe(true);
      return notes.flatMap((note) => note.split('the contract could also have ')[1] ?? []);
    };
    const [all = ''] = await told(own);
    expect(parse(all)).toMatchObject({
      rows: { 'at-least': 720 },
      duplicates: { 'at-most': expect.stringContaining('%') },
      unique: [{ columns: ['shop', 'day'], severity: 'warn' }],
      rules: [{ expect: 'a <= b', severity: 'warn' }],
    });
    const before = (own: string, more: string) => own.replace('columns:', `${more}columns:`);
    expect(await told(before(own, stringify(parse(all))))).toEqual([]);
    const said = 'rows: {at-least: 1}\nunique: [[day, shop]]\nrules: [{name: r, expect: \'"a"<=B\'}]\n';
    expect((await told(before(own, said))).map((more) => Object.keys(parse(more)))).toEqual([['duplicates']]);
  });

  test('in one line, with Windows ends, without an end, and with a block at the end', async () => {
    const flow = 'assay-data: 1\ncolumns: {kept: {type: integer}} # here\n';
    expect(Object.keys(parseDataContract((await updated(flow)).yaml, 'c').value.columns)).toEqual([
      'kept',
      'fare',
      'kind',
    ]);
    const windows = mine.replaceAll('\n', '\r\n');
    const { yaml } = await updated(windows);
    expect(yaml.replaceAll('\r\n', '')).not.toContain('\n');
    expect(yaml.startsWith(windows.slice(0, windows.indexOf('# trailing')))).toBe(true);
    for (const end of ['', '\n', '\n\n# end', '\n  # end\n']) {
      const text = `assay-data: 1\ncolumns:\n  kept:\n    type: integer\n    description: |\n      of two\n      lines${end}`;
      const found = (await updated(text)).yaml;
      expect(parseDataContract(found, 'c').value.columns).toMatchObject({
        kept: { description: expect.stringMatching(/^of two\nlines/) },
        kind: { type: 'category' },
      });
      expect(gone(text, found)).toEqual([]);
    }
    const none = 'assay-data: 1\ncolumns: {}\n';
    expect(Object.keys(parseDataContract((await updated(none)).yaml, 'c').value.columns)).toHaveLength(3);
  });
});
