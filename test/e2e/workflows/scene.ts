import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import {
  actPart,
  type FileContent,
  git,
  type Permissions,
  pythonPart,
  pythonWithPip,
  type RanWorkflow,
  runWorkflow,
  type WorkflowOptions,
} from '../../harness/index.ts';
import { openScene, type Pull, type Scene } from '../../integration/scene/job.ts';
import { openRelease, root } from '../../integration/scene/release.ts';
import { tinyModel } from '../../integration/scene/tiny-model.ts';

const example = 'examples/taxi-tips';

/** What whole workflows need of this machine. */
export const parts = {
  act: await actPart(),
  python: await pythonPart('taxi-tips', join(root, example, 'requirements.txt'))(),
};

type Run = Pick<WorkflowOptions, 'workflow' | 'commit' | 'ref' | 'event' | 'payload'> &
  Partial<Pick<WorkflowOptions, 'secrets' | 'runAttempt'>>;

/** A repository on GitHub whose workflows are run whole, from the release tree as it was built. */
export class WorkflowScene {
  readonly scene: Scene;
  readonly #python: string | undefined;
  #runs = 0;

  constructor(scene: Scene, python: string | undefined) {
    this.scene = scene;
    this.#python = python;
  }

  /** Runs a workflow of a commit, as the event starts it. */
  run(run: Run): Promise<RanWorkflow> {
    const { github, release } = this.scene;
    if (!parts.act.available) throw new Error(parts.act.why);
    this.#runs += 1;
    return runWorkflow({
      act: parts.act.executable,
      github,
      release: release.folder,
      toolCache: release.toolCache,
      runId: this.#runs,
      // The model's threads wait instead of spinning where the machine is busy.
      env: { OMP_WAIT_POLICY: 'PASSIVE' },
      ...(this.#python === undefined ? {} : { python: this.#python }),
      ...run,
    });
  }

  /** The push of a commit to main. */
  async push(workflow = 'main.yml'): Promise<RanWorkflow> {
    const commit = await this.scene.colleague.sha('main');
    const ref = 'refs/heads/main';
    const payload = { ref, before: '0'.repeat(40), after: commit, repository: this.#repository() };
    return this.run({ workflow, commit, ref, event: 'push', payload });
  }

  /** A pull request, opened or pushed to: what is run is the workflow of its merge into the base. */
  async pullRequest(pull: Pull, workflow = 'pull-request.yml'): Promise<RanWorkflow> {
    const ref = `refs/pull/${pull.number}/merge`;
    const { github, colleague } = this.scene;
    const payload = {
      action: 'synchronize',
      number: pull.number,
      repository: this.#repository(),
      pull_request: {
        number: pull.number,
        head: { sha: pull.head, ref: pull.branch, repo: { full_name: pull.repository } },
        base: { sha: pull.base, ref: 'main', repo: { full_name: github.repository } },
      },
    };
    return this.run({ workflow, commit: await colleague.sha(ref), ref, event: 'pull_request', payload });
  }

  /** Started by hand on main, with what the person filled in. */
  dispatch(
    workflow: string,
    inputs: Record<string, string> = {},
    more: Partial<Run> = {},
  ): Promise<RanWorkflow> {
    return this.#onMain(workflow, 'workflow_dispatch', { inputs, ref: 'refs/heads/main' }, more);
  }

  /** Started by the clock. */
  schedule(workflow: string, more: Partial<Run> = {}): Promise<RanWorkflow> {
    return this.#onMain(workflow, 'schedule', { schedule: '17 5 * * *' }, more);
  }

  /** A release is published on a tag. */
  async release(tag: string, more: Partial<Run> = {}): Promise<RanWorkflow> {
    const { github } = this.scene;
    const commit = (await github.git.run(github.repository, 'rev-parse', `refs/tags/${tag}^{commit}`)).trim();
    const payload = { action: 'published', release: { tag_name: tag }, repository: this.#repository() };
    const ref = `refs/tags/${tag}`;
    return this.run({ workflow: 'release.yml', commit, ref, event: 'release', payload, ...more });
  }

  async #onMain(workflow: string, event: string, payload: object, more: Partial<Run>): Promise<RanWorkflow> {
    const commit = await this.scene.colleague.sha('main');
    const told = { ...payload, repository: this.#repository() };
    return this.run({ workflow, commit, ref: 'refs/heads/main', event, payload: told, ...more });
  }

  /** Started by a workflow, on a branch of its own. */
  async dispatched(workflow: string, branch: string): Promise<RanWorkflow> {
    const { github } = this.scene;
    const ref = `refs/heads/${branch}`;
    const commit = (await github.git.run(github.repository, 'rev-parse', ref)).trim();
    const payload = { ref, inputs: {}, repository: this.#repository() };
    return this.run({ workflow, commit, ref, event: 'workflow_dispatch', payload });
  }

  #repository(): object {
    return { full_name: this.scene.github.repository, default_branch: 'main' };
  }
}

/** The example as a repository of its own, as it is in git. */
export async function taxiTips(): Promise<WorkflowScene> {
  if (!parts.python.available) throw new Error(parts.python.why);
  const scene = await openScene(await openRelease(), {});
  const tracked = (await git(root, ['ls-files', '-z', example])).split('\0').filter((path) => path !== '');
  for (const path of tracked)
    cpSync(join(root, path), join(scene.colleague.path, path.slice(example.length + 1)));
  await scene.pushMain('Predict who tips');
  return new WorkflowScene(scene, await pythonWithPip(parts.python));
}

/** A model that trains in a blink, in a repository with these workflows; `files` come on top. */
export async function tiny(
  workflows: Record<string, string>,
  { files = {}, folder = '.' }: { files?: Record<string, FileContent>; folder?: string } = {},
): Promise<WorkflowScene> {
  const own = Object.entries({ ...tinyModel(1), ...files });
  const scene = await openScene(await openRelease(), {
    ...Object.fromEntries(own.map(([name, content]) => [join(folder, name), content])),
    ...Object.fromEntries(
      Object.entries(workflows).map(([name, text]) => [`.github/workflows/${name}.yml`, text]),
    ),
  });
  return new WorkflowScene(scene, undefined);
}

/** A workflow that calls one of ours, for a model that needs no Python. */
export function caller(
  on: string | object,
  workflow: string,
  permissions: Permissions,
  inputs: Record<string, string | boolean> = {},
  secrets: Record<string, string> = {},
): string {
  const job = {
    permissions,
    uses: `OWNER/assay/.github/workflows/${workflow}.yml@v1`,
    with: { 'python-version': '', setup: '', ...inputs },
    secrets,
  };
  return stringify({ on, permissions: {}, jobs: { assay: job } });
}
