import type { Evaluate, Task } from '@assay/contract';
import type { Engine, Source } from '@assay/data';
import { type Behaviour, behaviourOf } from './behaviour.ts';
import type { OfTraining } from './compare/with-training.ts';
import { measureWhole } from './measure-predictions.ts';
import type { ReadyMetrics } from './own-metrics.ts';
import { columnsFor } from './predictions/columns.ts';
import { namingFile } from './predictions/naming-file.ts';
import { setDigest } from './predictions/set-digest.ts';

/** What is measured beside the evaluation set: the rows of training, and tests of behaviour. */
export interface Beside {
  training: OfTraining | undefined;
  behaviour: Behaviour | undefined;
}

/** Measures the files that an evaluation names beside its predictions. @param open opens one */
export async function measureBeside(
  engine: Engine,
  evaluate: Evaluate & { task: Task },
  ready: ReadyMetrics,
  open: (path: string) => Promise<Source>,
): Promise<Beside> {
  const { training, behaviour, task } = evaluate;
  const tests = behaviour === undefined ? undefined : await open(behaviour);
  return {
    training: training === undefined ? undefined : await ofTraining(training),
    behaviour: tests && (await behaviourOf(engine, tests, behaviour ?? '')),
  };

  async function ofTraining(path: string): Promise<OfTraining> {
    const { relation, digest } = await open(path);
    const metrics = await namingFile(path, measureWhole(engine, relation, evaluate, ready));
    return {
      path,
      digest,
      metrics,
      set: await setDigest(engine, relation, task, columnsFor(task, evaluate)),
    };
  }
}
