import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type KillScenario, type KillScene, type StepResult, temporaryFolder } from '../../harness/index.ts';
import { type Job, openScene } from '../scene/job.ts';
import type { Release, StepOptions, VerbName } from '../scene/release.ts';
import { endState } from './end-state.ts';
import { type Frozen, freeze, PERMISSIONS, thaw } from './frozen-world.ts';
import { driftReport, writersModel } from './model.ts';

/** The worlds in which the writers begin. */
interface Worlds {
  /** v0.0.1 is in production, and main has a better model, recorded but not promoted. */
  recorded: Frozen;
  /** The same with that model as v0.0.2. */
  promoted: Frozen;
  /** v0.0.2 is in production. */
  deployed: Frozen;
}

interface Writer {
  verb: VerbName;
  world: keyof Worlds;
  /** The ref that the run is of. */
  ref: string;
  event: 'push' | 'schedule' | 'workflow_dispatch';
  inputs?: Record<string, string>;
  env?: Record<string, string>;
  exitCode?: number;
  triesAgain?: boolean;
  mayBeRefused?: boolean;
}

const MAIN = { ref: 'refs/heads/main', event: 'push' } as const;

/** Every verb that writes where others read, by what it is about to do. */
export const WRITERS: Record<string, Writer> = {
  promote: { ...MAIN, verb: 'promote', world: 'recorded' },
  deploy: {
    verb: 'deploy',
    world: 'promoted',
    ref: 'refs/tags/tiny@v0.0.2',
    event: 'push',
    mayBeRefused: true,
  },
  'deploy of a version that is not healthy': {
    verb: 'deploy',
    world: 'promoted',
    ref: 'refs/tags/tiny@v0.0.2',
    event: 'push',
    env: { BAD_VERSION: 'v0.0.2' },
    exitCode: 1,
    // Whoever runs a failed deployment again wants it tried again.
    triesAgain: true,
    mayBeRefused: true,
  },
  // The stage goes with it, by a tag of its own.
  'deploy of an older version': {
    ...MAIN,
    event: 'workflow_dispatch',
    verb: 'deploy',
    world: 'deployed',
    inputs: { version: 'v0.0.1' },
    mayBeRefused: true,
  },
  rollback: { ...MAIN, event: 'workflow_dispatch', verb: 'rollback', world: 'deployed', mayBeRefused: true },
  'check-drift': {
    ...MAIN,
    event: 'schedule',
    verb: 'check-drift',
    world: 'recorded',
    inputs: { monitor: 'daily' },
  },
  'open-retraining-pr': { ...MAIN, event: 'schedule', verb: 'open-retraining-pr', world: 'recorded' },
};

/** Those with the most steps, as many as all others have: they are tested in a file of their own, at the same time. */
export const DEPLOYS: readonly string[] = ['deploy', 'deploy of a version that is not healthy'];

/** The writers as scenarios to kill. The worlds are set up once, with the same verbs undisturbed. */
export async function writerScenarios(
  release: Release,
  names: readonly string[] = Object.keys(WRITERS),
): Promise<KillScenario[]> {
  const worlds = await setUp(release);
  return names.map((name) => {
    const writer = WRITERS[name];
    if (writer === undefined) throw new Error(`there is no writer "${name}"`);
    const { exitCode, triesAgain, mayBeRefused } = writer;
    return {
      name,
      ...(exitCode === undefined ? {} : { exitCode }),
      ...(triesAgain === undefined ? {} : { triesAgain }),
      ...(mayBeRefused === undefined ? {} : { mayBeRefused }),
      scene: () => sceneOf(release, writer, worlds[writer.world]),
    };
  });
}

async function sceneOf(release: Release, writer: Writer, frozen: Frozen): Promise<KillScene> {
  const { github, server, token, checkOut } = await thaw(frozen);
  const service = join(temporaryFolder('service'), 'version');
  writeFileSync(service, 'v0.0.1 as it was');
  // A run keeps its checkout, as on a runner of one's own: what a killed attempt leaves there is met by the next.
  const workspaces = [await checkOut(), await checkOut()];
  return {
    github,
    start({ run, attempt }, gitFolder) {
      const workspace = workspaces[run - 1] ?? '';
      leaveReport(workspace);
      const { verb, ref, event, inputs = {}, env = {} } = writer;
      return release.start(verb, {
        workspace,
        inputs,
        github: { url: github.url, token },
        env: { PATH: `${gitFolder}:${release.path}`, SERVICE: service, BAD_VERSION: 'none', ...env },
        event: { ref, before: '0'.repeat(40), repository: { default_branch: 'main' } },
        run: {
          repository: github.repository,
          sha: frozen.sha,
          ref,
          eventName: event,
          runId: 100 + run,
          runAttempt: attempt,
          serverUrl: server,
          job: 'assay',
        },
      });
    },
    endState: async () => ({ ...(await endState(github)), service: readFileSync(service, 'utf8') }),
    close: () => github.close(),
  };
}

/** What check-drift left in the same job, for the one writer that reads it; check-drift itself overwrites it. */
function leaveReport(workspace: string): void {
  mkdirSync(join(workspace, '.assay'), { recursive: true });
  writeFileSync(join(workspace, '.assay/drift.json'), JSON.stringify(driftReport));
}

async function setUp(release: Release): Promise<Worlds> {
  const scene = await openScene(release, writersModel);
  const { github } = scene;
  const service = join(temporaryFolder('service'), 'version');
  const token = github.grant(PERMISSIONS);
  await github.call('PUT', `/repos/${github.repository}/environments/production`, {});
  const options: StepOptions = { env: { SERVICE: service, BAD_VERSION: 'none' } };
  const must = async (job: Job, verb: VerbName, more: StepOptions = {}): Promise<StepResult> => {
    const result = await job.step(verb, { ...options, ...more });
    if (result.exitCode !== 0) throw new Error(`${verb} fails:\n${result.stdout}${result.stderr}`);
    return result;
  };
  const record = async (runId: number) => {
    const job = await scene.job({ pull: null, runId, token });
    for (const verb of ['train', 'evaluate', 'gate', 'report'] as const) await must(job, verb);
    return job;
  };

  try {
    const first = await record(1);
    await must(first, 'promote');
    await must(first, 'deploy', { inputs: { version: 'v0.0.1' } });
    await scene.pushMain('Less noise', { 'params.json': '{"noise": 0.4}' });
    const second = await record(2);
    const recorded = await freeze(github, second.workspace, []);
    await must(second, 'promote');
    const promoted = await freeze(github, second.workspace, ['.assay', 'model', 'out']);
    await must(second, 'deploy', { inputs: { version: 'v0.0.2' } });
    const deployed = await freeze(github, second.workspace, ['.assay', 'model', 'out']);
    return { recorded, promoted, deployed };
  } finally {
    await scene.close();
  }
}
