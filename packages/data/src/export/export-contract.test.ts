import { dataContractSchema, parseDataContract } from '@assay/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { importContract } from '../import/import-contract.ts';
import { engineFor, temporaryFolder } from '../temporary-data.ts';
import { exportContract } from './export-contract.ts';
import { exportFormats } from './registry.ts';

const bounds = (values: fc.Arbitrary<unknown>) =>
  fc
    .record({ min: values, max: values })
    .map(({ min, max }) => (String(min) <= String(max) ? { min, max } : { min: max, max: min }));
const digits = fc.integer({ min: 10, max: 99 });
const days = fc.integer({ min: 10, max: 28 }).map((day) => `2024-01-${day}`);
const moments = days.map((day) => `${day}T10:00:00`);
const words = fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 4 });

const some = {
  nullable: fc.boolean(),
  unique: fc.boolean(),
  description: fc.string({ minLength: 1 }).filter((text) => text.trim() !== ''),
};
const optional = { requiredKeys: ['type', 'nullable'] as ('type' | 'nullable')[] };
/** Columns of what all formats know. */
const column = fc.oneof(
  fc.record({ type: fc.constantFrom('integer', 'number'), ...some, range: bounds(digits) }, optional),
  fc.record({ type: fc.constant('date'), ...some, range: bounds(days) }, optional),
  fc.record({ type: fc.constant('timestamp'), ...some, range: bounds(moments) }, optional),
  fc.record(
    {
      type: fc.constant('string'),
      ...some,
      allowed: words,
      length: bounds(digits),
      pattern: fc.constantFrom('[a-z]+', 'x.*'),
    },
    optional,
  ),
  fc.record({ type: fc.constantFrom('boolean', 'uuid', 'email', 'url'), ...some }, optional),
);
const columns = fc.dictionary(
  fc.string({ minLength: 1 }).filter((name) => name !== '__proto__'),
  column,
  { minKeys: 1, maxKeys: 5 },
);

test.each(exportFormats)('%s: what is exported and imported again is the same contract', async (format) => {
  const engine = engineFor(temporaryFolder());
  const extra = format === 'odcs' ? 'allow' : 'error';
  await fc.assert(
    fc.asyncProperty(columns, async (given) => {
      const contract = dataContractSchema.parse({ 'assay-data': 1, 'extra-columns': extra, columns: given });
      const { text, notes } = await exportContract(contract, format, 'table');
      expect(notes).toEqual([]);
      const { yaml } = await importContract(engine, Buffer.from(text), 'schema');
      expect(parseDataContract(yaml, 'again.yml').value).toEqual(contract);
    }),
    { numRuns: 100 },
  );
});

test('whatever a format cannot say is noted', async () => {
  const { value } = parseDataContract(
    `assay-data: 1
owner: me
duplicates: {at-most: 0}
environments: {serving: {}}
rules: [{name: r, expect: x > 1, at-most: 1 %}]
unique: [{columns: [x], where: "x > 1"}]
references: [{column: x, data: d, where: "x > 1"}]
column-order: error
columns:
  x: {type: integer, range: {min: 1, severity: warn}, mean: {min: 1}, fresh: 1d, tolerance: 1 %, reason: why, owner: you}
  y: {type: string, required: false, pattern: {match: a, at-most: 1 %}, unique: {where: "x > 1"}, forbidden: [b]}
`,
    'contract.yml',
  );
  const exported = await Promise.all(exportFormats.map((format) => exportContract(value, format, 't')));
  const noted = exported.map(
    ({ notes }) => new Set(notes.map(({ column: of, key }) => `${of ?? 'data'} ${key}`)),
  );
  for (const found of noted)
    for (const each of [
      'data owner',
      'data duplicates',
      'data environments',
      'data rules',
      'data unique',
      'data references',
      'data column-order',
      'x range',
      'x mean',
      'x tolerance',
      'x reason',
      'x owner',
      'y required',
      'y unique',
      'y forbidden',
    ])
      expect(found).toContain(each);
  expect(noted[0]).toContain('y pattern');
});

test('a key of other data that some rows may lack, or that is only a warning, is left out of a Table Schema', async () => {
  const exported = async (beside: string) => {
    const text = `assay-data: 1\nextra-columns: error\nreferences: [{column: x, data: d${beside}}]\ncolumns: {x: {type: integer}}\n`;
    const { document, notes } = await exportContract(
      parseDataContract(text, 'c.yml').value,
      'frictionless',
      't',
    );
    return { keys: document['foreignKeys'], noted: notes.map(({ key, message }) => `${key} ${message}`) };
  };
  const key = { fields: ['x'], reference: { resource: 'd', fields: ['x'] } };
  expect(await exported('')).toEqual({ keys: [key], noted: [] });
  for (const [beside, word] of Object.entries({
    ', severity: warn': 'severity',
    ', at-most: 1 %': 'at-most',
    ', where: "x > 1"': 'where',
  }))
    expect(await exported(beside)).toEqual({
      keys: undefined,
      noted: [`references of x: left out, for every row has to keep it there: ${word}`],
    });
});

test('bounds of a timestamp are datetimes, and a date as the upper one lets its whole day pass', async () => {
  const constraints = async (column: string) => {
    const text = `assay-data: 1\ncolumns: {x: {nullable: true, ${column}}}\n`;
    const { document } = await exportContract(parseDataContract(text, 'c.yml').value, 'frictionless', 't');
    const [field] = document['fields'] as { constraints?: unknown }[];
    return field?.constraints;
  };
  expect(await constraints('type: timestamp, range: {min: 2013-01-01, max: 2014-02-28}')).toEqual({
    minimum: '2013-01-01T00:00:00',
    exclusiveMaximum: '2014-03-01T00:00:00',
  });
  expect(
    await constraints('type: timestamp-with-zone, range: {min: "2013-01-01 10:00+02:00", max: 2013-12-31}'),
  ).toEqual({ minimum: '2013-01-01T08:00:00Z', exclusiveMaximum: '2014-01-01T00:00:00Z' });
  expect(await constraints('type: timestamp, range: {max: 2014-01-01T10:00:00.25}')).toEqual({
    maximum: '2014-01-01T10:00:00.25',
  });
  expect(await constraints('type: timestamp, range: {max: 9999-12-31}')).toBeUndefined();
  expect(await constraints('type: date, range: {max: 2014-01-01}')).toEqual({ maximum: '2014-01-01' });
  expect(await constraints('type: timestamp, allowed: [2014-01-01]')).toEqual({
    enum: ['2014-01-01T00:00:00'],
  });

  const odcs = await exportContract(
    parseDataContract('assay-data: 1\ncolumns: {x: {type: timestamp, range: {max: 2014-02-28}}}\n', 'c.yml')
      .value,
    'odcs',
    't',
  );
  expect(odcs.text).toContain('exclusiveMaximum: "2014-03-01T00:00:00"');
});

test.each(exportFormats)('%s: a pattern that only RE2 reads is left out, with a note', async (format) => {
  const exported = async (match: string) => {
    const column = { type: 'string', nullable: true, pattern: match };
    const contract = dataContractSchema.parse({
      'assay-data': 1,
      'extra-columns': format === 'odcs' ? 'allow' : 'error',
      columns: { x: column },
    });
    const { text, notes } = await exportContract(contract, format, 't');
    return { says: text.includes('pattern'), notes: notes.map(({ key, message }) => `${key}: ${message}`) };
  };
  for (const [match, sign] of [
    ['(?i)ab', '(?i)'],
    ['a(?s).', '(?s)'],
    ['(?U:a+)b', '(?U:'],
    ['\\pL+', '\\p'],
    ['[[:alpha:]]+', '[[:alpha:]]'],
    ['a\\z', '\\z'],
  ] as const)
    expect(await exported(match)).toEqual({
      says: false,
      notes: [`pattern: left out, for not every reader of patterns knows ${sign}`],
    });
  for (const match of ['(?:a|b)', '[(?i)]', '\\(?i)', '\\\\z', '[A-Z]{2}\\d+'])
    expect(await exported(match)).toEqual({ says: true, notes: [] });
});
