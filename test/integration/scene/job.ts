import { join } from 'node:path';
import {
  type FileContent,
  type GitHub,
  git,
  type StepResult,
  startGitHub,
  TemporaryRepository,
  temporaryFolder,
  temporaryRepository,
  type Violation,
} from '../../harness/index.ts';
import type { Release, StepOptions, VerbName } from './release.ts';

/** A pull request of a colleague. */
export interface Pull {
  number: number;
  branch: string;
  base: string;
  head: string;
  /** `owner/name` of the repository that the branch is in. */
  repository: string;
}

export interface JobOptions {
  /** `null`: the push to main. */
  pull: Pull | null;
  runId: number;
  runAttempt?: number;
  /** As actions/checkout has it: 0 fetches everything. */
  depth?: number;
  /** By default what the workflows of the README give. */
  token?: string;
}

/** GitHub with one repository, and the work tree of a colleague who pushes to it. */
export class Scene {
  readonly github: GitHub;
  readonly colleague: TemporaryRepository;
  readonly release: Release;
  /** GITHUB_SERVER_URL: by this name, and not by its number, the client of artifacts takes it for GitHub. */
  readonly server: string;

  constructor(release: Release, github: GitHub, colleague: TemporaryRepository) {
    this.release = release;
    this.github = github;
    this.colleague = colleague;
    this.server = github.url.replace('127.0.0.1', 'github.localhost');
  }

  close(): Promise<void> {
    return this.github.close();
  }

  /** Commits to main and pushes it. */
  async pushMain(message: string, files: Record<string, FileContent> = {}): Promise<string> {
    await this.colleague.switch('main');
    const sha = await this.colleague.commit(message, files);
    await this.colleague.git('push', '--quiet', '--force', 'origin', 'main');
    return sha;
  }

  /** Opens a pull request with one commit on top of main. */
  async openPull(branch: string, files: Record<string, FileContent>): Promise<Pull> {
    const base = await this.colleague.sha('main');
    await this.colleague.git('switch', '--quiet', '--create', branch, 'main');
    const head = await this.colleague.commit(`Change ${branch}`, files);
    await this.colleague.git('push', '--quiet', 'origin', branch);
    const { number } = (await this.github.openPull(branch)) as { number: number };
    const pull = { number, branch, base, head, repository: this.github.repository };
    await this.#pushMerge(pull);
    return pull;
  }

  /** Pushes one more commit to a pull request. */
  async pushToPull(pull: Pull, files: Record<string, FileContent>): Promise<Pull> {
    await this.colleague.switch(pull.branch);
    const head = await this.colleague.commit('Try again', files);
    await this.colleague.git('push', '--quiet', 'origin', pull.branch);
    return this.update({ ...pull, head });
  }

  /** The pull request as GitHub has it once main has moved on. */
  async update(pull: Pull): Promise<Pull> {
    const updated = { ...pull, base: await this.colleague.sha('main') };
    await this.#pushMerge(updated);
    return updated;
  }

  /** Checks out as actions/checkout does, and answers how to run steps there. */
  async job(options: JobOptions): Promise<Job> {
    const { pull, depth = 1 } = options;
    const workspace = temporaryFolder('workspace');
    await git(workspace, ['init', '--quiet', '--initial-branch', 'main']);
    const clone = new TemporaryRepository(workspace);
    await clone.git('remote', 'add', 'origin', `${this.server}/${this.github.repository}.git`);
    const ref = pull === null ? 'refs/heads/main' : `refs/pull/${pull.number}/merge`;
    // With a token of its own, which it does not leave behind (persist-credentials: false).
    const credentials = Buffer.from(`x:${this.github.token}`).toString('base64');
    const shallow = depth === 0 ? [] : [`--depth=${depth}`];
    const header = `http.extraheader=AUTHORIZATION: basic ${credentials}`;
    await clone.git(
      '-c',
      header,
      'fetch',
      '--quiet',
      '--no-tags',
      ...shallow,
      'origin',
      `+${ref}:refs/checkout`,
    );
    await clone.git('checkout', '--quiet', '--detach', 'refs/checkout');
    return new Job(this, workspace, await clone.sha(), options);
  }

  async #pushMerge({ number, base, head }: Pull): Promise<void> {
    await this.colleague.checkOutPullMerge(number, base, head);
    const refs = ['head', 'merge'].map((end) => `refs/pull/${number}/${end}`);
    await this.colleague.git('push', '--quiet', '--force', 'origin', ...refs);
    await this.colleague.switch('main');
  }
}

/** A job with its checkout, whose steps are run one by one. */
export class Job {
  readonly workspace: string;
  readonly #scene: Scene;
  readonly #options: JobOptions;
  readonly #sha: string;

  constructor(scene: Scene, workspace: string, sha: string, options: JobOptions) {
    this.#scene = scene;
    this.workspace = workspace;
    this.#sha = sha;
    this.#options = options;
  }

  /** What a step of this job is given. */
  stepOptions(options: StepOptions = {}): StepOptions {
    const { github, server } = this.#scene;
    const { pull, runId, runAttempt = 1, token } = this.#options;
    const permissions =
      pull === null
        ? ({ contents: 'write' } as const)
        : ({ contents: 'read', 'pull-requests': 'write' } as const);
    const run = {
      repository: github.repository,
      sha: this.#sha,
      runId,
      runAttempt,
      serverUrl: server,
      job: 'assay',
    };
    return {
      workspace: this.workspace,
      github: { url: github.url, token: token ?? github.grant(permissions) },
      ...(pull === null
        ? { event: pushEvent(), run: { ...run, eventName: 'push', ref: 'refs/heads/main' } }
        : {
            event: pullEvent(github.repository, pull),
            run: {
              ...run,
              eventName: 'pull_request',
              ref: `refs/pull/${pull.number}/merge`,
              headRef: pull.branch,
              baseRef: 'main',
            },
          }),
      ...options,
    };
  }

  /** The same checkout with what earlier steps left there, as another run or pull request sees it. */
  as(options: Partial<JobOptions>): Job {
    return new Job(this.#scene, this.workspace, this.#sha, { ...this.#options, ...options });
  }

  start(verb: VerbName, options: StepOptions = {}) {
    return this.#scene.release.start(verb, this.stepOptions(options));
  }

  step(verb: VerbName, options: StepOptions = {}): Promise<StepResult> {
    return this.start(verb, options).result;
  }

  /** The steps in order, as a workflow has them: a failure skips what follows, but for `report`. */
  async steps(
    verbs: readonly VerbName[],
    options: StepOptions = {},
  ): Promise<Partial<Record<VerbName, StepResult>>> {
    const results: Partial<Record<VerbName, StepResult>> = {};
    let failed = false;
    for (const verb of verbs) {
      if (failed && verb !== 'report') continue;
      const result = await this.step(verb, options);
      results[verb] = result;
      failed ||= result.outcome === 'failure';
    }
    return results;
  }
}

/** Starts GitHub with a repository of these files on main. */
export async function openScene(release: Release, files: Record<string, FileContent>): Promise<Scene> {
  const gitRoot = temporaryFolder('remotes');
  const github = await startGitHub({ gitRoot });
  const colleague = await temporaryRepository();
  await colleague.git('remote', 'add', 'origin', join(gitRoot, `${github.repository}.git`));
  const scene = new Scene(release, github, colleague);
  await colleague.commit('Begin', files);
  await colleague.git('push', '--quiet', '--force', 'origin', 'main');
  return scene;
}

/** Requests that GitHub would not take. */
export function unexpected(github: GitHub): readonly Violation[] {
  return github.violations;
}

function pushEvent(): object {
  return { ref: 'refs/heads/main', before: '0'.repeat(40), repository: { default_branch: 'main' } };
}

function pullEvent(repository: string, pull: Pull): object {
  return {
    action: 'synchronize',
    number: pull.number,
    repository: { full_name: repository, default_branch: 'main' },
    pull_request: {
      number: pull.number,
      head: { sha: pull.head, ref: pull.branch, repo: { full_name: pull.repository } },
      base: { sha: pull.base, ref: 'main', repo: { full_name: repository } },
    },
  };
}
