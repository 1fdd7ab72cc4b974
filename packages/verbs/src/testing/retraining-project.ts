import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DriftReport, digestBytes } from '@assay/contract';

/** Learns for each group in which direction the label lies; of a group that it has not seen it knows nothing. */
const TRAIN = `
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
const rows = readFileSync('data/train.csv', 'utf8').trim().split('\\n').slice(1).map((row) => row.split(','));
if (rows.some((row) => row[3] === 'broken')) { console.error('cannot learn from this'); process.exit(1); }
const model = {};
for (const group of new Set(rows.map((row) => row[3]))) {
  const mean = (label) => {
    const values = rows.filter((row) => row[3] === group && row[1] === label).map((row) => Number(row[2]));
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  model[group] = { slope: Math.sign(mean('1') - mean('0')), middle: (mean('1') + mean('0')) / 2 };
}
mkdirSync('out', { recursive: true });
writeFileSync('out/model.json', JSON.stringify(model));
writeFileSync('out/left-over.txt', 'not to be committed');
`;

const PREDICT = `
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
const [from, data, to] = [process.env.ASSAY_MODEL, process.env.ASSAY_DATA, process.env.ASSAY_PREDICTIONS];
const model = JSON.parse(readFileSync(from ?? 'out/model.json', 'utf8'));
const rows = readFileSync(data ?? 'data/reference.csv', 'utf8').trim().split('\\n').slice(1).map((row) => row.split(','));
const score = ([, , x, group]) => {
  const { slope, middle } = model[group] ?? { slope: 0, middle: 0 };
  return (1 / (1 + Math.exp(-slope * (Number(x) - middle)))).toFixed(6);
};
const target = to ?? 'out/predictions.csv';
mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, ['id,label,score', ...rows.map((row) => [row[0], row[1], score(row)].join()), ''].join('\\n'));
`;

export const CONTRACT = `assay: 1
model: parity
data:
  rows: {path: data/train.csv, reference: data/reference.csv}
train:
  command: node train.mjs && node predict.mjs
  inputs: [train.mjs, data/train.csv]
  params: params.yaml
  outputs: [out/model.json]
evaluate:
  predictions: out/predictions.csv
  predict: node predict.mjs
  task: binary
  id: id
  label: label
  score: score
gate:
  rules: [{metric: roc_auc, at-least: 0.6}]
drift:
  daily: {current: 'data/new/{{ date }}.csv'}
retrain:
  cool-down: 7d
  labels: [retraining]
  changes:
    - {path: data/train.csv, append: 'data/new/{{ date }}.csv'}
    - {file: params.yaml, key: until, value: '{{ date }}'}
`;

/** Rows whose label pulls x up in group a, and down in group b. */
export function rowsOf(group: string, from: number, count = 300): string {
  const rows = Array.from({ length: count }, (_, i) => {
    const label = (i * 37) % 100 > 55 ? 1 : 0;
    const noise = ((i * 7919) % 101) / 40;
    return [from + i, label, ((group === 'b' ? -label : label) + noise).toFixed(3), group].join();
  });
  return ['id,label,x,group', ...rows, ''].join('\n');
}

/** A repository whose model knows group a, until group b comes. */
export const retrainingFiles: Record<string, string> = {
  '.gitignore': '.assay\nout\ndata/new\n',
  'assay.yml': CONTRACT,
  'train.mjs': TRAIN,
  'predict.mjs': PREDICT,
  'params.yaml': '# the last day\nuntil: 2026-10-01 # inclusive\nseed: 1\n',
  'data/train.csv': rowsOf('a', 0),
  'data/reference.csv': rowsOf('a', 1000),
};

/** Puts a batch and the report of its drift where `check-drift` leaves them. */
export function batch(
  root: string,
  date: string,
  more: Partial<DriftReport> = {},
  rows = rowsOf('b', 2000),
): void {
  mkdirSync(join(root, 'data/new'), { recursive: true });
  mkdirSync(join(root, '.assay'), { recursive: true });
  writeFileSync(join(root, `data/new/${date}.csv`), rows);
  const report: DriftReport = {
    assay: 'drift/1',
    model: 'parity',
    monitor: 'daily',
    commit: null,
    created: `${date}T06:00:00Z`,
    batch: date,
    outcome: 'drift',
    why: '1 of 2 columns drifted',
    reference: { digest: digestBytes('reference'), rows: 300, name: 'data/reference.csv' },
    current: { digest: digestBytes(`${date}${rows}`), rows: 300 },
    history: null,
    columns: [
      {
        column: 'group',
        kind: 'feature',
        chunk: null,
        method: 'psi',
        value: 4.2,
        threshold: 0.2,
        outcome: 'drift',
        low: null,
        high: null,
        n: 300,
        reason: null,
      },
    ],
    ...more,
  };
  writeFileSync(join(root, '.assay/drift.json'), JSON.stringify(report));
}
