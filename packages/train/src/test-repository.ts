import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { trainingSchema, trainSchema } from '@assay/contract';
import { onTestFinished } from 'vitest';
import { type TrainDeps, type TrainRequest, type TrainResult, train } from './train.ts';

/** A throw-away folder with these files, removed when the test ends. */
export async function testRepository(files: Record<string, string | Uint8Array> = {}): Promise<string> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'assay-train-')));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
  return root;
}

/** Trains with the contract's defaults, and holds the result against the record's schema. */
export async function trainIn(
  root: string,
  section: Partial<TrainRequest> & { command: string },
  deps: Partial<TrainDeps> = {},
): Promise<TrainResult> {
  const result = await train(
    { ...trainSchema.parse(section), root },
    { clock: () => new Date(0), environment: process.env, output: () => {}, ...deps },
  );
  trainingSchema.parse(result.training);
  return result;
}
