import { digestPath, type RunRecord } from '@assay/contract';
import type { Context } from './context.ts';
import type { EvaluateJob } from './evaluate-compared.ts';
import { inRoot } from './project.ts';

/**
 * Predictions by the models of other seeds, as the training left them beside the record. Where one is gone, or is another
 * file by now, how far seeds differ is not told.
 *
 * @param alone predictions that were named apart from the contract: seeds are not theirs
 */
export async function seedsOf(
  context: Context,
  { training }: RunRecord,
  alone: string | undefined,
): Promise<Awaited<EvaluateJob['trained']>['seeds']> {
  if (training?.seeds === undefined || alone !== undefined) return undefined;
  const others = [];
  for (const { seed, predictions } of training.seeds) {
    if (predictions === null) return undefined;
    const found = await digestPath(inRoot(context, predictions.path)).catch(() => undefined);
    if (found?.digest !== predictions.digest) {
      context.log.warn(
        `${predictions.path} is not what the training with seed ${seed} left: how far seeds differ is not known; keep it with the run record`,
      );
      return undefined;
    }
    others.push({ seed, path: predictions.path });
  }
  return others.length === 0 ? undefined : { own: training.seed, others };
}
