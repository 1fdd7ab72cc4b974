import type { FileContent } from '../../harness/index.ts';

/**
 * A model that trains in a blink: a script of Node that scores 600 rows by their truth and some noise.
 * More noise in params.json is a worse model. One score in ten comes out on the wrong side at noise 1.
 */
export const TRAIN_SCRIPT = `
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
const { noise } = JSON.parse(readFileSync('params.json', 'utf8'));
let state = 1;
const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
const lines = ['id,label,score,segment'];
for (let id = 0; id < 600; id += 1) {
  const label = random() < 0.4 ? 1 : 0;
  const spread = random() + random() + random() - 1.5;
  const score = 1 / (1 + Math.exp(-(label * 4 - 2 + noise * 3 * spread)));
  lines.push([id, label, score.toFixed(6), ['north', 'south'][id % 2]].join(','));
}
for (const folder of ['model', 'out']) mkdirSync(folder, { recursive: true });
writeFileSync('out/predictions.csv', lines.join('\\n') + '\\n');
writeFileSync('model/model.json', JSON.stringify({ noise }));
writeFileSync('metrics.json', JSON.stringify({ loss: noise / 10 }));
console.log('trained with noise ' + noise);
`;

export const CONTRACT = `assay: 1
model: tiny
data:
  rows: {path: data/rows.csv, contract: data/rows.contract.yml}
train:
  command: node train.mjs
  inputs: [train.mjs, params.json, data/rows.csv]
  params: params.json
  outputs: [model]
  metrics-file: metrics.json
evaluate:
  predictions: out/predictions.csv
  task: binary
  id: id
  label: label
  score: score
  metrics: [roc_auc, log_loss]
  slices: [segment]
  replicates: 200
gate:
  rules:
    - {metric: roc_auc, at-least: 0.8}
    - {metric: log_loss, against: base, no-worse-than: 0.02}
`;

/** Ten rows that keep their contract. */
export const ROWS = `id,kind,amount\n${Array.from({ length: 10 }, (_, id) => `${id},${id % 2 === 0 ? 'a' : 'b'},${id / 4}`).join('\n')}\n`;

export const DATA_CONTRACT = `assay-data: 1
columns:
  id: {type: integer, unique: true}
  kind: {type: string, allowed: [a, b]}
  amount: {type: number, range: {min: 0}}
`;

/** The files of the model's repository; `files` come on top. */
export function tinyModel(
  noise: number,
  files: Record<string, FileContent> = {},
): Record<string, FileContent> {
  return {
    '.gitignore': '.assay/\nmodel/\nout/\nmetrics.json\n',
    'assay.yml': CONTRACT,
    'data/rows.csv': ROWS,
    'data/rows.contract.yml': DATA_CONTRACT,
    'params.json': JSON.stringify({ noise }),
    'train.mjs': TRAIN_SCRIPT,
    ...files,
  };
}
