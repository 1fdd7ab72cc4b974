import { expect, test } from 'vitest';
import { engineFor, temporaryFolder } from '../temporary-data.ts';
import { importContract } from './import-contract.ts';

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
