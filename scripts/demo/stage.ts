import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type RunRecord, readRecord } from '../../packages/contract/src/index.ts';
import { type ServedModel, serveExample } from '../../test/e2e/workflows/service.ts';
import {
  type GitHub,
  type PythonEnvironment,
  startGitHub,
  type TemporaryRepository,
  temporaryFolder,
  type WorkflowEvent,
} from '../../test/harness/index.ts';
import { makeRepository } from './repository.ts';
import { bundleActions } from './runner/bundle-actions.ts';
import { playWorkflow, type Ran } from './runner/play-workflow.ts';
import { startOf } from './runner/start.ts';
import { tellCheck, tellStep } from './terminal.ts';

const root = join(import.meta.dirname, '../..');

/** What is left for the reader to look at. */
export const OUT = join(root, 'demo-out');

interface Parts {
  github: GitHub;
  colleague: TemporaryRepository;
  service: ServedModel;
  python: PythonEnvironment;
  /** The program of all actions. */
  actions: string;
}

/** The story cannot go on. */
export class StoryEnds extends Error {}

/** Everything that the acts play on: GitHub, a colleague's clone, the service of the model. */
export class Stage {
  readonly github: GitHub;
  readonly colleague: TemporaryRepository;
  readonly service: ServedModel;
  readonly #python: PythonEnvironment;
  readonly #actions: string;
  readonly #folder: string;
  readonly #secrets: Record<string, string>;
  #runs = 0;
  #wrong = 0;

  private constructor(parts: Parts, folder: string) {
    this.github = parts.github;
    this.colleague = parts.colleague;
    this.service = parts.service;
    this.#python = parts.python;
    this.#actions = parts.actions;
    this.#folder = folder;
    // What GITHUB_TOKEN opens starts no workflow, so the retraining has a token of a person.
    const RETRAINING_TOKEN = parts.github.grant(
      { contents: 'write', 'pull-requests': 'write', actions: 'read' },
      parts.github.repository.split('/')[0],
    );
    this.#secrets = { ...parts.service.environment, RETRAINING_TOKEN };
  }

  static async open(python: PythonEnvironment): Promise<Stage> {
    const folder = temporaryFolder('demo');
    await rm(OUT, { recursive: true, force: true });
    const [github, service, actions] = await Promise.all([
      startGitHub(),
      serveExample(python.python),
      bundleActions(join(root, '.cache/demo')),
    ]);
    const colleague = await makeRepository(join(folder, 'colleague'), github);
    await github.call('PUT', `/repos/${github.repository}/environments/production`, {});
    return new Stage({ github, colleague, service, python, actions }, folder);
  }

  async close(): Promise<void> {
    this.service.close();
    await this.github.close();
  }

  /** Plays the workflow that GitHub starts on the last such event; `label` tells runs at the same time apart. */
  async play(workflow: string, event: Partial<WorkflowEvent>, label = ''): Promise<Ran> {
    this.#runs += 1;
    const run = this.#runs;
    return playWorkflow(
      {
        github: this.github,
        workflow,
        start: await startOf(this.github, event),
        secrets: this.#secrets,
        run,
        actions: this.#actions,
        folder: join(this.#folder, `run-${run}`),
        env: {
          PATH: `${this.#python.bin}:${process.env['PATH'] ?? ''}`,
          // The model's threads wait instead of spinning where the machine is busy.
          OMP_WAIT_POLICY: 'PASSIVE',
          // Node need not compile the same program for each step anew.
          NODE_COMPILE_CACHE: join(root, '.cache/compiled'),
        },
      },
      (step) => tellStep(step, label),
    );
  }

  /** The same by hand, on main. */
  async dispatch(workflow: string, inputs: Record<string, string> = {}): Promise<Ran> {
    const { github } = this;
    const path = `/repos/${github.repository}/actions/workflows/${workflow}/dispatches`;
    await github.call('POST', path, { ref: 'main', inputs });
    return this.play(workflow, { event: 'workflow_dispatch', workflow: `.github/workflows/${workflow}` });
  }

  /** Says whether something is as it should be, and remembers it. */
  check(right: boolean, text: string): void {
    if (!right) this.#wrong += 1;
    tellCheck(right, text);
  }

  /** As `check`, where nothing that follows makes sense without it. */
  must(right: boolean, text: string, log = ''): void {
    this.check(right, text);
    if (!right) throw new StoryEnds(log);
  }

  /** Whether all was as it should be so far. */
  get isRight(): boolean {
    return this.#wrong === 0;
  }

  /** Keeps reports and record of a job for the reader. */
  async keep(name: string, { workspace }: Ran): Promise<RunRecord | undefined> {
    await mkdir(join(OUT, name), { recursive: true });
    for (const file of ['report.html', 'run.json'])
      await cp(join(workspace, '.assay', file), join(OUT, name, file), { force: true }).catch(() => {});
    return readRecord(join(OUT, name, 'run.json'));
  }
}
