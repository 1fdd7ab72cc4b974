import pLimit from 'p-limit';
import { GitShim } from './git-shim.ts';
import { difference, normalise } from './normalise.ts';
import type { KillScenario, KillScene, RunningChild } from './scenario.ts';
import { type Step, stepsOf } from './steps.ts';

/** What came of one place. */
export interface KillRow {
  scenario: string;
  /** `git push origin main (after)` */
  at: string;
  /** Whether it came to the kill. */
  killed: boolean;
  /** Of the run that followed. */
  exitCode: number | null;
  /** Whether the end was as it should be, and the exit code that of an undisturbed run. */
  good: boolean;
  /** Whether the end was that of an undisturbed run. */
  equal: boolean;
  /** How not, or what the run said that failed. */
  difference?: string;
}

// Scenes share nothing, and a child mostly waits for the second that GitHub wants between two writes.
const AT_ONCE = 6;

/**
 * Runs a scenario undisturbed, then kills it at each of its steps in a fresh scene and runs it again to its end. The first
 * row is of two runs one after the other, without a kill. Of a git command that comes again word for word only the first is
 * taken, but for `repeats`; and with `stride` only one of so many of those that change nothing for others: just before a
 * request the world is as it was after the last one, and after a push as after the request that it made. Throws where the
 * undisturbed run fails.
 */
export async function killedEverywhere(
  scenario: KillScenario,
  { repeats = false, stride = 1 } = {},
): Promise<KillRow[]> {
  const { steps: all, expected, again } = await undisturbed(scenario);
  const once = all.filter(({ kind, repeated }) => repeats || kind === 'request' || !repeated);
  const others = once.filter((step) => !isEffect(step));
  const steps = once.filter((step) => isEffect(step) || others.indexOf(step) % stride === 0);
  const limit = pLimit(AT_ONCE);
  return [again, ...(await limit.map(steps, (step) => killedAt(scenario, step, expected)))];
}

/** Whether others see something new there. */
function isEffect({ kind, when }: Step): boolean {
  return kind === 'request' && when === 'after';
}

/** The end states that are right: of one run alone and, where it tries again, of two. */
export async function undisturbedEnds(scenario: KillScenario): Promise<readonly string[]> {
  return (await undisturbed(scenario)).expected;
}

interface Undisturbed {
  steps: Step[];
  expected: readonly string[];
  again: KillRow;
}

const known = new WeakMap<KillScenario, Promise<Undisturbed>>();

/** Run once for each scenario, whoever asks. */
function undisturbed(scenario: KillScenario): Promise<Undisturbed> {
  const found = known.get(scenario) ?? runUndisturbed(scenario);
  known.set(scenario, found);
  return found;
}

async function runUndisturbed(scenario: KillScenario): Promise<Undisturbed> {
  const scene = await scenario.scene();
  try {
    const shim = new GitShim();
    const before = scene.github.requests.length;
    const first = await scene.start({ run: 1, attempt: 1 }, shim.folder).result;
    if (first.exitCode !== (scenario.exitCode ?? 0))
      throw new Error(`${scenario.name} fails undisturbed:\n${first.stdout}${first.stderr}`);
    const steps = stepsOf(scene.github.requests.slice(before), shim.commands, scenario.everything);
    const one = normalise(await scene.endState());
    const second = scene.start({ run: 1, attempt: 2 }, shim.folder);
    await second.result;
    const expected = scenario.triesAgain ? [one, normalise(await scene.endState())] : [one];
    const again = await endOf(scenario, 'nowhere: run twice', false, scene, second, expected);
    return { steps, expected, again };
  } finally {
    await scene.close();
  }
}

async function killedAt(scenario: KillScenario, step: Step, expected: readonly string[]): Promise<KillRow> {
  const scene = await scenario.scene();
  try {
    const shim = new GitShim();
    const child = startKilled(scene, shim, step);
    const killed = (await child.result).signal === 'SIGKILL';
    scene.github.clearFaults();
    shim.reset();
    return await endOf(
      scenario,
      step.at,
      killed,
      scene,
      scene.start({ run: 1, attempt: 2 }, shim.folder),
      expected,
    );
  } finally {
    await scene.close();
  }
}

function startKilled(scene: KillScene, shim: GitShim, { kind, number, when }: Step): RunningChild {
  let child: RunningChild | undefined;
  if (kind === 'git') shim.killAfter(number);
  else {
    const call = async () => {
      child?.kill();
      await child?.result;
    };
    const place = when === 'before' ? 'instead' : 'after';
    scene.github.inject({ path: /./, skip: number - 1, kind: 'call', when: place, call });
  }
  child = scene.start({ run: 1, attempt: 1 }, shim.folder);
  return child;
}

/** The row of a run to the end. */
async function endOf(
  { name, exitCode: wanted = 0 }: KillScenario,
  at: string,
  killed: boolean,
  scene: KillScene,
  child: RunningChild,
  expected: readonly string[],
): Promise<KillRow> {
  const { exitCode, stdout, stderr } = await child.result;
  const differs = difference(expected, normalise(await scene.endState()));
  const said = exitCode === wanted ? undefined : `${stdout}${stderr}`.trim().split('\n').slice(-3).join(' ');
  const told = said ?? differs;
  return {
    scenario: name,
    at,
    killed,
    exitCode,
    good: differs === undefined && exitCode === wanted,
    equal: differs === undefined,
    ...(told === undefined ? {} : { difference: told }),
  };
}
