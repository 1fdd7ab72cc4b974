import { dataContractSchema, parseDataContract } from '@assay/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { importContract } from '../import/import-contract.ts';
import { sourceOf } from '../temporary-data.ts';
import { validate } from '../validate.ts';
import { exportContract } from './export-contract.ts';
import { exportFormats } from './registry.ts';

// Nulls, repeats and outsiders in each column; at is long ago.
const csv = `n,s,at
1,a,2024-01-01
2,b,2024-01-02
2,,2024-01-02
,bb,2024-01-03
90,a,
91,x,2024-01-05
`;

const where = fc.constantFrom('n > 80', 'n < 80', "s = 'b'", '"n" IS NOT NULL', '"s" IS NOT NULL');
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
/** What may stand beside a check of rows, and of one figure. */
const ofFigure = {
  where: optional(where),
  severity: optional(fc.constantFrom('warn', 'error')),
  reason: optional(fc.constant('because')),
  owner: optional(fc.constant('team')),
};
const ofRows = { ...ofFigure, 'at-most': optional(fc.constantFrom(0, 0.17, 0.34)) };
const check = (own: Record<string, fc.Arbitrary<unknown>>) => optional(fc.record({ ...own, ...ofRows }));
const flag = fc.oneof(fc.boolean(), fc.record(ofRows));
const common = {
  nullable: flag,
  unique: flag,
  tolerance: fc.constantFrom(0, 0.17),
  severity: fc.constantFrom('error', 'warn'),
};
const contracts = fc.record({
  rows: optional(
    fc.record({ 'at-most': fc.constantFrom(5, 6), severity: ofFigure.severity, reason: ofFigure.reason }),
  ),
  unique: fc.array(fc.record({ columns: fc.constantFrom(['n', 's'], ['s', 'at']), ...ofRows }), {
    maxLength: 2,
  }),
  rules: fc.array(
    fc.record({
      name: fc.constant('r'),
      expect: fc.constantFrom('n < 90', '(n < 3) OR (n > 90)', "s <> 'x'"),
      ...ofRows,
    }),
    { maxLength: 1 },
  ),
  columns: fc.record({
    n: fc.record({
      type: fc.constant('number'),
      ...common,
      range: check({ max: fc.constantFrom(1, 90) }),
      allowed: check({ values: fc.constant([1, 2, 90]) }),
    }),
    s: fc.record({
      type: fc.constantFrom('string', 'category'),
      ...common,
      allowed: check({ values: fc.constant(['a', 'b']) }),
      length: check({ max: fc.constant(1) }),
      pattern: check({ match: fc.constantFrom('[ab]+', 'a|b') }),
    }),
    at: fc.record({
      type: fc.constant('date'),
      ...common,
      fresh: optional(fc.record({ within: fc.constant('2d'), ...ofFigure })),
    }),
  }),
});

describe('a contract that was exported and imported again finds no error that it did not find before', () => {
  test.each(exportFormats)('%s', async (format) => {
    const { engine, source } = await sourceOf({ 'data.csv': csv });
    const errors = async (text: string) => {
      const options = { name: 'data', at: new Date('2024-06-01') };
      const report = await validate(engine, source, parseDataContract(text, 'c.yml'), options);
      // Rules by their names: a condition comes back as not (not (...)).
      return new Set(
        report.findings
          .filter(({ severity }) => severity === 'error')
          .map(
            ({ column, check: name, expected }) =>
              `${name} ${column ?? expected.replace(/(: |, at most).*/, '')}`,
          ),
      );
    };
    await fc.assert(
      fc.asyncProperty(contracts, async (given) => {
        const text = JSON.stringify({ 'assay-data': 1, ...given });
        const exported = await exportContract(dataContractSchema.parse(JSON.parse(text)), format, 'table');
        const again = await importContract(engine, Buffer.from(exported.text), 'schema');
        expect([...(await errors(text))]).toEqual(expect.arrayContaining([...(await errors(again.yaml))]));
      }),
      { numRuns: 60 },
    );
  });
});

test('checks of some rows only are left out of a data contract of ODCS, and that is noted', async () => {
  const { value } = parseDataContract(
    `assay-data: 1
unique: [{columns: [age, plan], where: "age > 1"}]
columns:
  age: {type: integer, nullable: {where: "age > 1"}, unique: {where: "age > 200"}, fresh: 1d}
  plan: {type: string, allowed: {values: [a], where: "age > 1"}, pattern: {match: a, at-most: 1 %, where: "age > 1"}}
  day: {type: date, fresh: {within: 1d, where: "age > 1"}}
`,
    'contract.yml',
  );
  const { text, notes } = await exportContract(value, 'odcs', 't');
  expect(text).not.toMatch(/metric|unique|validValues|pattern|element: t.day/);
  const reason = 'left out, for every row has to keep it there: where age > 1';
  expect(notes).toEqual(
    expect.arrayContaining([
      { column: 'age', key: 'nullable', message: reason },
      { column: 'age', key: 'unique', message: `${reason.slice(0, -1)}200` },
      { column: 'plan', key: 'allowed', message: reason },
      { column: 'plan', key: 'pattern', message: reason },
      { column: 'day', key: 'fresh', message: reason },
      { column: null, key: 'unique', message: `of age, plan: ${reason}` },
    ]),
  );
});
