import type { FileContent } from '../../harness/index.ts';
import { CONTRACT, ROWS, tinyModel } from '../scene/tiny-model.ts';

const MORE = `promote: {stage: production}
deploy:
  command: node deploy.mjs
  health: {command: node healthy.mjs, within: 2s, every: 1s}
drift:
  daily: {current: data/new.csv, reference: data/rows.csv}
retrain:
  cool-down: 7d
  labels: [retraining]
  changes:
    - {path: data/rows.csv, append: data/new.csv}
`;

/** Puts a version into service: a file that the next one overwrites. */
const DEPLOY = `import { writeFileSync } from 'node:fs';
const { SERVICE, ASSAY_VERSION, ASSAY_MODEL_DIGEST } = process.env;
writeFileSync(SERVICE, ASSAY_VERSION + ' ' + ASSAY_MODEL_DIGEST);
`;

const HEALTHY = `import { readFileSync } from 'node:fs';
const { SERVICE, BAD_VERSION } = process.env;
if (readFileSync(SERVICE, 'utf8').startsWith(BAD_VERSION + ' ')) process.exit(1);
`;

const NEW_ROWS = `id,kind,amount\n${Array.from({ length: 10 }, (_, id) => `${100 + id},b,${50 + id}`).join('\n')}\n`;

/** The tiny model with everything that a model in production has. */
export const writersModel: Record<string, FileContent> = tinyModel(0.5, {
  'assay.yml': CONTRACT + MORE,
  'data/rows.csv': ROWS,
  'data/new.csv': NEW_ROWS,
  'deploy.mjs': DEPLOY,
  'healthy.mjs': HEALTHY,
});

/** What check-drift leaves for open-retraining-pr. */
export const driftReport = {
  assay: 'drift/1',
  model: 'tiny',
  monitor: 'daily',
  commit: null,
  created: '2026-11-02T06:00:00Z',
  batch: '2026-11-02',
  outcome: 'drift',
  why: '1 of 2 columns drifts: kind',
  reference: { digest: `sha256:${'1'.repeat(64)}`, rows: 10, name: 'data/rows.csv' },
  current: { digest: `sha256:${'2'.repeat(64)}`, rows: 10 },
  history: null,
  columns: [
    {
      column: 'kind',
      kind: 'feature',
      chunk: null,
      method: 'psi',
      value: 4.2,
      threshold: 0.2,
      outcome: 'drift',
      low: null,
      high: null,
      n: 10,
      reason: null,
    },
  ],
};
