import { expect, test } from 'vitest';
import { engineFor, temporaryFolder } from '../temporary-data.ts';
import { importContract } from './import-contract.ts';
import { imported, notes } from './testing/imported.ts';

test('a column that may have no null at all may not have some by a weaker rule beside', async () => {
  const document = `apiVersion: v3.1.0
kind: DataContract
schema:
  - name: t
    properties:
      - name: x
        logicalType: string
        required: true
        unique: true
        quality:
          - {metric: nullValues, mustBeLessOrEqualTo: 5, unit: percent}
          - {metric: duplicateValues, mustBeLessOrEqualTo: 5, unit: percent}
      - name: y
        logicalType: string
        quality: [{metric: nullValues, mustBeLessOrEqualTo: 5, unit: percent}]
`;
  const { yaml } = await importContract(engineFor(temporaryFolder()), Buffer.from(document), 'schema');
  expect(yaml).toContain('x: { type: string, nullable: false, unique: true }');
  expect(yaml).toContain('y: { type: string, nullable: { at-most: 0.05 } }');
});

const counting = (from: string) => ({
  apiVersion: 'v3.1.0',
  kind: 'DataContract',
  schema: [
    {
      name: 'orders',
      physicalName: 'prod.orders_v2',
      properties: [{ name: 'x', logicalType: 'integer' }],
      quality: [{ type: 'sql', query: `SELECT COUNT(*) FROM ${from} WHERE x < 0`, mustBe: 0 }],
    },
  ],
});

test.each([
  'orders',
  '"orders"',
  '`ORDERS`',
  'prod.orders_v2',
  'orders_v2',
  'lake."prod"."orders_v2"',
  '{object}',
  `\${table}`,
  '{{table}}',
])('a query of rows of %s is a rule', async (from) => {
  const { contract, notes: none } = await imported(counting(from));
  expect(contract['rules']).toEqual([{ name: 'NOT (x < 0)', expect: 'NOT (x < 0)' }]);
  expect(none).toEqual([]);
});

test.each(['other', 'staging.orders_v2', 'borders', '"customers"'])(
  'a query of rows of another table, %s, is none, and is noted',
  async (from) => {
    expect((await imported(counting(from))).contract).not.toHaveProperty('rules');
    expect(await notes(counting(from))).toEqual([
      expect.stringContaining(`left out: it counts rows of ${from}, not of this table`),
    ]);
  },
);
