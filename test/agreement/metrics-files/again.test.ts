import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mlflowPart, temporaryFolder } from '../../harness/index.ts';
import { environments } from '../environments.ts';
import { runAgain, settled } from '../run-again.ts';

const python = await environments.metricsFiles();
const harness = await environments.lmEval();
const mlflow = await mlflowPart();

/** What a kept file holds, and what its script writes now. */
function both(copy: string, file: string): { kept: unknown; found: unknown } {
  const [kept, found] = [import.meta.dirname, copy].map((folder) => {
    const text = readFileSync(join(folder, 'files', file), 'utf8');
    return file.endsWith('.json') ? JSON.parse(text.replaceAll(': NaN', ': "NaN"')) : text;
  });
  return { kept, found: settled(found, kept) };
}

/** Every key of a file, in order: what is measured anew each time has the same ones. */
function keysOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(keysOf);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, keysOf(inner)]));
}

test.runIf(python.available)(
  'scikit-learn, DVC and DVCLive, and pytest-benchmark write what is kept',
  async () => {
    const scripts = ['make_sklearn.py', 'make_dvc.py', 'make_pytest_benchmark.py'].map((name) => [name]);
    const copy = await runAgain('metrics-files', python, ...scripts);
    const reports = ['report', 'multilabel', 'scores', 'expected'].map((name) => `sklearn-${name}.json`);
    const dvc = ['dvc.yaml', 'metrics-show.json', 'eval/scores.json', 'eval/live/metrics.json'];
    for (const file of [...reports, ...dvc.map((name) => `dvc/${name}`)]) {
      const { kept, found } = both(copy, file);
      expect(found, file).toEqual(kept);
    }
    const speed = both(copy, 'pytest-benchmark.json');
    expect(keysOf(speed.found)).toEqual(keysOf(speed.kept));
  },
  300_000,
);

test.runIf(harness.available)(
  'lm-evaluation-harness writes what is kept',
  async () => {
    const copy = await runAgain('metrics-files', harness, ['make_lm_eval.py']);
    const { kept, found } = both(copy, 'lm-eval/results.json');
    const timed = { date: 0, total_evaluation_time_seconds: '' };
    expect({ ...Object(found), ...timed }).toEqual({ ...Object(kept), ...timed });
    const samples = both(copy, 'lm-eval/samples_colours.jsonl');
    expect(samples.found).toBe(samples.kept);
  },
  300_000,
);

test.runIf(mlflow.available)(
  'MLflow answers what is kept',
  async () => {
    if (!mlflow.available) throw new Error(mlflow.why);
    const copy = temporaryFolder('metrics-files');
    cpSync(import.meta.dirname, copy, { recursive: true });
    const server = await mlflow.start();
    try {
      const script = `import os, sys\nos.chdir(${JSON.stringify(copy)})\nsys.argv = ['', ${JSON.stringify(server.url)}]`;
      await server.ask(`${script}\nexec(open('make_mlflow.py').read())\nanswer = None`);
    } finally {
      await server.close();
    }
    for (const file of ['mlflow-run.json', 'mlflow-described.json']) {
      const { kept, found } = both(copy, file);
      expect(keysOf(found), file).toEqual(keysOf(kept));
    }
  },
  300_000,
);
