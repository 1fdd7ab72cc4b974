import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Evaluate, evaluateSchema, evaluationSchema, type RunRecord, type Task } from '@assay/contract';
import { type Engine, openEngine, openSource, quoteText } from '@assay/data';
import { onTestFinished } from 'vitest';
import type { BaseRun, Candidate } from '../compare/with-base.ts';
import { evaluatePredictions } from '../evaluate.ts';
import { readKept } from '../predictions/keep.ts';

/** A throw-away folder and a real engine that reads it, both gone after the test. */
export function folderAndEngine(): { folder: string; engine: Engine } {
  const folder = mkdtempSync(join(tmpdir(), 'assay-evaluate-'));
  const engine = openEngine({
    duckdb: { toolCache: join(folder, 'tools'), log: () => {} },
    folders: [folder],
  });
  onTestFinished(() => {
    engine.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { folder, engine };
}

type Settings = Partial<Omit<Evaluate, 'predictions'>> & { task: Task };

/** Evaluates a file of predictions as the contract's section says; labels stand in `label` unless told otherwise. */
export async function evaluateFile(
  { folder, engine }: { folder: string; engine: Engine },
  name: string,
  section: Settings,
  artifact: string | null = null,
): Promise<Candidate> {
  const evaluate = evaluateSchema.parse({ predictions: name, label: 'label', replicates: 200, ...section });
  const source = await openSource(engine, { path: name, root: folder });
  const candidate = await evaluatePredictions(
    engine,
    { relation: source.relation, digest: async () => source.digest },
    { ...evaluate, task: section.task },
    { path: name, root: folder, keepAs: join(folder, `${name}.kept.parquet`), clock: () => 0, artifact },
  );
  evaluationSchema.parse(candidate.evaluation);
  return candidate;
}

/** Writes a text, and evaluates it. */
export async function evaluateText(
  text: string,
  section: Settings,
  name = 'predictions.csv',
): Promise<Candidate> {
  const place = folderAndEngine();
  await writeFile(join(place.folder, name), text);
  return evaluateFile(place, name, section);
}

/** A CSV of a header and rows; texts with commas, quotes or line ends are quoted. */
export function csv(header: readonly string[], rows: readonly (readonly (string | number | boolean)[])[]) {
  const field = (value: string | number | boolean) =>
    /[",\n\r]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value);
  return [header, ...rows].map((row) => `${row.map(field).join(',')}\n`).join('');
}

/** A file of a query's result, as the ending says. */
export async function writeQuery(
  { folder, engine }: { folder: string; engine: Engine },
  name: string,
  sql: string,
) {
  const format = name.endsWith('.csv') ? 'csv, HEADER' : name.endsWith('.jsonl') ? 'json' : 'parquet';
  await engine.query(`COPY (${sql}) TO ${quoteText(join(folder, name))} (FORMAT ${format})`);
}

/** A candidate as the baseline of a later run, its kept predictions read as that run would. */
export async function asBase(
  { folder, engine }: { folder: string; engine: Engine },
  base: Candidate,
  later: Candidate,
): Promise<BaseRun> {
  const { task, source } = base.evaluation;
  const columns = later.predictions?.columns;
  const predictions =
    task === null || columns?.id === undefined || base.predictions?.ids === undefined
      ? undefined
      : await readKept(engine, { path: `${source.path}.kept.parquet`, root: folder }, task, columns);
  return { record: recordOf(base), commit: 'b'.repeat(40), behind: 0, predictions };
}

function recordOf({ evaluation, artifact }: Candidate): RunRecord {
  return {
    assay: 'run/1',
    id: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
    model: 'model',
    created: '2026-11-02T10:00:00.000Z',
    source: { repository: null, commit: 'b'.repeat(40), branch: null, dirty: false, base: null, pull: null },
    origin: {
      event: 'local',
      run: null,
      attempt: null,
      job: null,
      actor: null,
      host: { os: 'linux', arch: 'x64', cpus: 2, 'memory-mb': 8000, node: '24.0.0' },
    },
    contract: null,
    evaluation,
    ...(artifact === null ? {} : { artifact: { digest: artifact, files: 1, bytes: 1, paths: ['model'] } }),
    'made-by': { assay: '0.1.0', engine: null },
  };
}
