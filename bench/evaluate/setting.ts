import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bareRepository, temporaryFolder, temporaryRepository } from '../../test/harness/index.ts';
import { measure } from '../measure.ts';
import { LIMIT_SECONDS, libraryFolder } from '../setting.ts';

/** All metrics of two classes, but those that compare groups. */
export const METRICS = [
  'accuracy',
  'balanced_accuracy',
  'precision',
  'recall',
  'f1',
  'f_beta',
  'specificity',
  'selection_rate',
  'mcc',
  'cohen_kappa',
  'roc_auc',
  'average_precision',
  'log_loss',
  'brier',
  'ece',
  'ece_equal_mass',
  'ks',
];

const CONTRACT = `assay: 1
model: bench
evaluate:
  predictions: predictions.parquet
  task: binary
  id: id
  label: label
  score: score
  metrics: [${METRICS.join(', ')}]
  slices: [s0, s1, s2, s3, s4]
`;

/** A repository whose base commit is recorded with predictions of its own, and which is at a candidate's. */
export async function candidateFolder(assay: string, data: string): Promise<string> {
  const repository = await temporaryRepository();
  const { path } = repository;
  await repository.commit('base', { 'assay.yml': CONTRACT, '.gitignore': '*.parquet\n.assay\n' });
  const remote = await bareRepository(temporaryFolder('bench'), 'origin');
  await repository.git('remote', 'add', 'origin', `file://${remote}`);
  await repository.git('push', '--quiet', 'origin', 'main');
  const predictions = join(path, 'predictions.parquet');
  copyFileSync(join(data, 'd4_base.parquet'), predictions);
  const command = [assay, 'run', '--record-base', '--duckdb-library', libraryFolder()];
  await measure(process.execPath, command, { cwd: path, limitSeconds: LIMIT_SECONDS });
  await repository.commit('candidate', { 'model.txt': 'another' });
  rmSync(predictions);
  copyFileSync(join(data, 'd4.parquet'), predictions);
  return path;
}
