import { copyFile, mkdir, stat } from 'node:fs/promises';
import { dirname, extname, join, relative } from 'node:path';
import { digestPath, type Train, type Training } from '@assay/contract';
import type { TrainResult } from '@assay/train';
import type { Context } from './context.ts';
import { inRoot } from './project.ts';

type OtherSeeds = NonNullable<Training['seeds']>;

/** Trainings with further seeds; `failed` is one that did not end well, after which no other is begun. */
interface TrainedSeeds {
  seeds: OtherSeeds;
  failed?: TrainResult;
}

/**
 * Trains with every seed but the first, whose training comes last, so that its model is what is left. Of the others only
 * the predictions of the evaluation set are kept, beside the record.
 *
 * @param run trains once
 * @param options.predictions the file of these that the contract names
 * @param options.record path of the run record
 */
export async function trainOtherSeeds(
  context: Context,
  request: Train,
  run: (request: Train) => Promise<TrainResult>,
  { predictions, record }: { predictions: string | undefined; record: string },
): Promise<TrainedSeeds> {
  const seeds: OtherSeeds = [];
  for (const seed of request.seeds?.slice(1) ?? []) {
    const before = await stampOf(context, predictions);
    const result = await run({ ...request, seed });
    if (result.training.outcome !== 'trained') return { seeds, failed: result };
    const after = await stampOf(context, predictions);
    // Predictions that were there before are another model's.
    const written = predictions !== undefined && after !== undefined && after !== before;
    if (!written)
      context.log.warn(
        `the training with seed ${seed} wrote no ${predictions ?? 'predictions'}: how far seeds differ will not be known`,
      );
    const folder = join(dirname(record), 'seeds');
    seeds.push({
      seed,
      seconds: result.training.seconds,
      predictions: written ? await keep(context, predictions, folder, seed) : null,
    });
  }
  return { seeds };
}

/** When a file was written last, and which it is; `undefined` where there is none. */
async function stampOf(context: Context, path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return undefined;
  const found = await stat(inRoot(context, path), { bigint: true }).catch(() => undefined);
  return found?.isFile() ? `${found.ino} ${found.mtimeNs} ${found.ctimeNs}` : undefined;
}

async function keep(context: Context, predictions: string, folder: string, seed: number) {
  const path = inRoot(context, join(folder, `${seed}${extname(predictions)}`));
  await mkdir(dirname(path), { recursive: true });
  await copyFile(inRoot(context, predictions), path);
  const { digest } = await digestPath(path);
  return { path: relative(context.root, path), digest };
}
