import { readFileSync, writeFileSync } from 'node:fs';
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

/** Enough rows that parts are measured in threads, which finish in whatever order. */
const ROWS = 300_000;

it('the same predictions make the same evaluation in ten runs, byte for byte but for its name and its time', async () => {
  const release = await openRelease();
  const folder = await workspace({ 'assay.yml': 'assay: 1\nmodel: many\n' });
  let state = 5;
  const random = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  const rows = Array.from({ length: ROWS }, (_, id) => {
    const label = random() < 0.3 ? 1 : 0;
    return `${id},${label},${((random() + label) / 2).toFixed(6)},${id % 7},${id % 3}`;
  });
  writeFileSync(join(folder, 'p.csv'), `id,label,score,day,size\n${rows.join('\n')}\n`);
  const inputs = {
    ...{ predictions: 'p.csv', task: 'binary', id: 'id', label: 'label', score: 'score' },
    metrics: 'roc_auc,log_loss,f1',
    slice: 'day\nsize',
  };
  const records = new Set<string>();
  for (let run = 0; run < RUNS; run++) {
    const record = `.assay/${run}.json`;
    expect(await release.run('evaluate', { workspace: folder, inputs: { ...inputs, record } })).toMatchObject(
      {
        exitCode: 0,
      },
    );
    records.add(
      readText(folder, record)
        .replace(NAME, '')
        .replace(/"seconds": [^,\n]*/g, '"seconds": 0'),
    );
  }
  expect(records.size).toBe(1);
  // Three metrics of all rows, of seven days and of three sizes.
  expect(JSON.parse([...records][0] ?? '').evaluation.metrics).toHaveLength(33);
});
