import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseRecord, type RunRecord } from '@assay/contract';
import { gitEnvironment, type TemporaryRepository, temporaryRepository } from '@assay/test';
import type { Context, Trigger } from '../context.ts';
import { type Result, verbs } from '../index.ts';
import { parseInputs } from '../parse-inputs.ts';

/** What the log was told, a line each: `warn: …`, `info: …`, `output: …`, `group: …`. */
type Told = string[];

export interface Project {
  repository: TemporaryRepository;
  context: Context;
  told: Told;
  /** Runs a verb by its name, with inputs as a workflow gives them. */
  run(verb: string, inputs?: Record<string, string>): Promise<Result>;
  record(): RunRecord;
}

/** A throw-away git repository with one commit of these files, and a context for its commit, without GitHub. */
export async function project(
  files: Record<string, string>,
  trigger: Partial<Trigger> = {},
): Promise<Project> {
  const repository = await temporaryRepository();
  // What the steps write is no change of the user's.
  await repository.commit('first', { '.gitignore': '.assay\nout\n', ...files });
  return inRepository(repository, trigger);
}

/** A context for the commit that is checked out. */
export async function inRepository(
  repository: TemporaryRepository,
  trigger: Partial<Trigger> = {},
): Promise<Project> {
  const told: Told = [];
  const commit = await repository.sha();
  const context = contextOf(repository.path, { commit, branch: 'main', ...trigger }, told);
  return {
    repository,
    context,
    told,
    run: (name, inputs = {}) => runVerb(name, inputs, context),
    record: () => parseRecord(readFileSync(join(repository.path, '.assay/run.json'), 'utf8'), 'run.json'),
  };
}

/** Everything from outside that a verb uses, at a fixed moment. */
function contextOf(root: string, trigger: Partial<Trigger>, told: Told): Context {
  return {
    root,
    trigger: {
      event: 'local',
      repository: null,
      commit: null,
      branch: null,
      base: null,
      baseBranch: null,
      pull: null,
      records: false,
      tag: null,
      trusted: true,
      dirty: null,
      run: null,
      ...trigger,
    },
    log: {
      info: (message) => told.push(`info: ${message}`),
      warn: (message) => told.push(`warn: ${message}`),
      output: (chunk) => told.push(`output: ${Buffer.from(chunk).toString()}`),
      group: (name, step) => {
        told.push(`group: ${name}`);
        return step();
      },
    },
    now: () => new Date('2026-11-02T10:00:00Z'),
    environment: process.env,
    gitEnvironment: gitEnvironment(),
    toolCache: join(root, '.assay/tools'),
    registry: 'http://127.0.0.1:9/', // nobody listens: the library of this checkout is used
    github: null,
    signal: new AbortController().signal,
    host: { os: 'linux', arch: 'x64', cpus: 2, 'memory-mb': 8000, node: '24.0.0' },
    version: '0.1.0',
  };
}

async function runVerb(name: string, inputs: Record<string, string>, context: Context): Promise<Result> {
  const verb = await verbs.find((candidate) => candidate.name === name)?.load();
  if (verb === undefined) throw new Error(`no verb ${name}`);
  return verb.run(parseInputs(verb, inputs), context);
}

/** Removes what an earlier run left, as a fresh runner would have it. */
export function freshRunner({ repository }: Project): void {
  for (const left of ['.assay', 'out'])
    if (existsSync(join(repository.path, left))) rmSync(join(repository.path, left), { recursive: true });
}

/** A training without Python: a model, its metrics, and predictions of 200 rows whose scores get better with `skill`. */
export const trainScript = `
import { mkdirSync, writeFileSync, readFileSync } from 'node:fs';
const { skill } = JSON.parse(readFileSync('params.json', 'utf8'));
mkdirSync('out', { recursive: true });
const rows = Array.from({ length: 200 }, (_, i) => {
  const label = (i * 37) % 100 > 55 ? 1 : 0;
  const noise = ((i * 7919 + Number(process.env.ASSAY_SEED)) % 101) / 101;
  return [i, label, (skill * label + (1 - skill) * noise).toFixed(6), i % 2 ? 'odd' : 'even'].join();
});
writeFileSync('out/predictions.csv', ['id,label,score,parity', ...rows, ''].join('\\n'));
writeFileSync('out/model.bin', 'skill ' + skill);
writeFileSync('out/metrics.json', JSON.stringify({ train: { loss: 1 - skill } }));
console.log('trained with', skill);
`;

/** An `assay.yml` with every section, and what it names. */
export function fullProject(skill = 0.6, gate = ''): Record<string, string> {
  return {
    'assay.yml': `assay: 1
model: parity
data:
  rows: {path: data.csv, contract: data.contract.yml}
train:
  command: node train.mjs
  inputs: [train.mjs, data.csv]
  params: params.json
  outputs: [out/model.bin]
  metrics-file: out/metrics.json
  seed: 3
evaluate:
  predictions: out/predictions.csv
  task: binary
  id: id
  label: label
  score: score
  slices: [parity]
gate:
  rules:
    - {metric: roc_auc, at-least: 0.6}
    - {metric: roc_auc, against: base, no-worse-than: 0.02}
${gate}`,
    'data.csv': 'x,y\n1,a\n2,b\n',
    'data.contract.yml':
      'assay-data: 1\ncolumns:\n  x: {type: integer, range: {min: 0}}\n  y: {type: string}\n',
    'params.json': `{"skill": ${skill}}`,
    'train.mjs': trainScript,
  };
}
