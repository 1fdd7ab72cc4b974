import { type Artifact, digestPaths, type Train, type Training } from '@assay/contract';
import { changedInputs } from './files/inputs.ts';
import { type Metrics, readMetrics } from './files/metrics-file.ts';
import { repositoryPath } from './files/repository-path.ts';
import { checkWritten, type Snapshot, snapshot } from './files/written-files.ts';

/** What a command is to write, by the names that records use, and how that stands before it runs. */
export interface Expected {
  outputs: string[];
  metricsFile: string | undefined;
  before: Snapshot;
}

/** What a command left. */
export interface Results extends Metrics {
  artifact: Artifact | undefined;
}

/** Of a command that did not end well, nothing is taken. */
export const nothing: Results = { metrics: {}, artifact: undefined, notes: [] };

/** To be called before the command runs. @throws UserError `path-outside-root`, `link-refused` */
export async function expectResults(root: string, section: Train): Promise<Expected> {
  const outputs = new Set<string>();
  for (const path of section.outputs) outputs.add(await repositoryPath(root, path));
  const file = section['metrics-file'];
  const metricsFile = file === undefined ? undefined : await repositoryPath(root, file);
  const before = await snapshot(root, metricsFile === undefined ? [...outputs] : [...outputs, metricsFile]);
  return { outputs: [...outputs].sort(), metricsFile, before };
}

/**
 * The model and the metrics that a command which ended well left, with remarks on inputs that it changed, on files of
 * earlier runs, and on metrics that were left out.
 *
 * @throws UserError `output-missing`, `output-stale`, `link-refused`, and those of readMetrics
 */
export async function collectResults(
  root: string,
  { outputs, metricsFile, before }: Expected,
  inputs: Training['inputs'],
): Promise<Results> {
  const notes: string[] = [];
  for (const path of await changedInputs(root, inputs)) {
    notes.push(
      `the command changed its own input ${JSON.stringify(path)}: the digest is the one from before`,
    );
  }
  for (const path of outputs) {
    await repositoryPath(root, path); // The command may have put a link there.
    notes.push(...(await checkWritten(root, path, before, 'train.outputs')));
  }
  const artifact =
    outputs.length === 0 ? undefined : { ...(await digestPaths(root, outputs)), paths: outputs };
  if (metricsFile === undefined) return { metrics: {}, artifact, notes };
  notes.push(...(await checkWritten(root, metricsFile, before, 'train.metrics-file')));
  const read = await readMetrics(root, metricsFile);
  return { metrics: read.metrics, artifact, notes: [...notes, ...read.notes] };
}
