import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { batch, CONTRACT } from './retraining-project.ts';
import { type Job, type JobOptions, type RetrainingScene, retrainingScene } from './retraining-scene.ts';

/** Day of the batches that drift. */
export const DATE = '2026-11-02';

/** What the ledger has of a model's retraining. */
interface Attempts {
  attempts: { commit: string; pull: number | null }[];
}

/** A model without a champion, and its branch and pull request, in a repository that it shares with others. */
export class OwnModel {
  model = '';
  branch = '';
  #scene: RetrainingScene | undefined;

  get scene(): RetrainingScene {
    if (this.#scene === undefined) throw new Error('the scene opens before the first test');
    return this.#scene;
  }

  set scene(scene) {
    this.#scene = scene;
  }

  /** A job of the model, with a batch that drifted. */
  readonly job = async (options: JobOptions = {}, contract = (text: string) => text): Promise<Job> => {
    const made = await this.scene.job(options);
    const text = CONTRACT.replace('model: parity', `model: ${this.model}`);
    writeFileSync(join(made.root, 'assay.yml'), contract(text));
    batch(made.root, DATE, { model: this.model });
    return made;
  };

  readonly pulls = async () =>
    (await this.scene.pulls()).filter(({ title }) => title.startsWith(`Retrain ${this.model}:`));

  /** Where the branch is; `undefined`: it is not there. */
  readonly tip = () => this.scene.server.git.branch(this.scene.server.repository, this.branch);

  readonly ledger = async (): Promise<Attempts> =>
    JSON.parse(
      (await this.scene.file('assay-ledger', `retraining/${this.model}.json`)) ?? '{"attempts": []}',
    );
}

/**
 * Gives each test of a file a model of its own, in one repository.
 *
 * @param files of the repository, besides those of the project
 */
export function modelForEach(files: Record<string, string> = {}): OwnModel {
  const own = new OwnModel();
  let models = 0;
  beforeAll(async () => {
    own.scene = await retrainingScene(files);
  });
  afterAll(() => own.scene.server.close());
  beforeEach(() => {
    models += 1;
    own.model = `model-${models}`;
    own.branch = `assay/retrain-${own.model}`;
  });
  afterEach(() => {
    own.scene.server.clearFaults();
    own.scene.server.settings.actionsMayOpenPulls = true;
  });
  return own;
}
