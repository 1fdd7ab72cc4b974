import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openRelease, readText, root } from './scene/release.ts';
import { workspace } from './scene/workspace.ts';

const RUNS = 10;
/** What tells one record from another: its id and its moment. */
const NAME = /^ {2}"(id|created)": .*\n/gm;
const ADULT = readFileSync(join(root, 'test/data/adult.parquet'));

/** Two rules that hold, and five that rows break: a range, a list, a key, nulls, and copies of rows. */
const CONTRACT = `assay-data: 1
extra-columns: allow
duplicates: {at-most: 0 %}
columns:
  age: {type: integer, range: {min: 17, max: 80}, mean: {min: 38, max: 40}}
  workclass: {type: string, nullable: false, allowed: [Private, State-gov]}
  fnlwgt: {type: integer, unique: true, quantiles: {0.5: {min: 1, max: 1000000}}}
`;

it('the same data, contract and commit make the same record in ten runs, byte for byte but for its name', async () => {
  const release = await openRelease();
  const folder = await workspace({ 'adult.parquet': ADULT, 'contract.yml': CONTRACT });
  const records = new Set<string>();
  for (let run = 0; run < RUNS; run++) {
    const inputs = { data: 'adult.parquet', contract: 'contract.yml', record: `.assay/${run}.json` };
    const { outputs } = await release.run('validate-data', { workspace: folder, inputs });
    expect(outputs).toMatchObject({ outcome: 'fail' });
    records.add(readText(folder, `.assay/${run}.json`).replace(NAME, ''));
  }
  expect(records.size).toBe(1);
  const [record = ''] = records;
  const { data } = JSON.parse(record) as { data: { findings: { check: string }[] }[] };
  expect(new Set(data[0]?.findings.map(({ check }) => check))).toEqual(
    new Set(['range', 'allowed', 'unique', 'duplicates', 'nulls']),
  );
});
