import { posix } from 'node:path';
import { UserError } from '@assay/contract';
import { z } from 'zod';

const path = z.string().min(1);
/** A path, or a path with how DVC keeps it. */
const entry = z.union([path, z.record(path, z.unknown())]);
const entries = z.array(entry).default([]);
const stage = z.object({ wdir: path.default('.'), metrics: entries });

const pipeline = z.object({
  stages: z
    .record(
      z.string(),
      z.union([z.object({ foreach: z.unknown(), do: stage }).transform((s) => s.do), stage]),
    )
    .default({}),
  metrics: entries,
});

/** Whether a file is DVC's pipeline, which names the files of metrics instead of holding any. */
export function isPipeline(file: string): boolean {
  return posix.basename(file) === 'dvc.yaml';
}

/**
 * The files of metrics that a `dvc.yaml` names, at its top and in its stages, each once, beside it.
 *
 * @param value what it holds
 * @param file its path
 * @throws UserError `metrics-none`, `pipeline-templated`, `file-syntax`
 */
export function metricsOfPipeline(value: unknown, file: string): string[] {
  const parsed = pipeline.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new UserError('file-syntax', `${file}: ${issue?.path.join('.')}: ${issue?.message}`, {
      fix: 'check it by "dvc status"',
    });
  }
  const { stages, metrics } = parsed.data;
  const named = [
    ...namesOf(metrics),
    ...Object.values(stages).flatMap(({ wdir, metrics: of }) =>
      namesOf(of).map((name) => posix.join(wdir, name)),
    ),
  ];
  const templated = named.find((name) => name.includes('${'));
  if (templated !== undefined) {
    throw new UserError('pipeline-templated', `${file} names its metrics by a variable: ${templated}`, {
      fix: 'name the file of metrics itself as "metrics-file"',
    });
  }
  const files = [...new Set(named.map((name) => posix.join(posix.dirname(file), name)))];
  if (files.length > 0) return files;
  throw new UserError('metrics-none', `${file} names no metrics`, {
    fix: 'add "metrics:" to it, at its top or in a stage, or name the file of metrics itself',
  });
}

/** The folder that each stage of a `dvc.yaml` works in, relative to it; of none where it cannot be read. */
export function wdirsOfPipeline(value: unknown): Map<string, string> {
  const { stages = {} } = pipeline.safeParse(value).data ?? {};
  return new Map(Object.entries(stages).map(([name, { wdir }]) => [name, wdir]));
}

function namesOf(given: z.output<typeof entries>): string[] {
  return given.flatMap((each) => (typeof each === 'string' ? [each] : Object.keys(each)));
}
