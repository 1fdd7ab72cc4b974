import { GitShim } from './git-shim.ts';
import { type KillRow, undisturbedEnds } from './killed-everywhere.ts';
import { difference, normalise } from './normalise.ts';
import type { KillScenario } from './scenario.ts';

/**
 * Starts a scenario as two runs at the same time in one scene, `times` over, and compares the end with that of one run
 * alone.
 */
export async function twiceAtOnce(scenario: KillScenario, times = 3): Promise<KillRow[]> {
  const expected = await undisturbedEnds(scenario);
  return Promise.all(Array.from({ length: times }, (_, time) => once(scenario, time + 1, expected)));
}

async function once(scenario: KillScenario, time: number, expected: readonly string[]): Promise<KillRow> {
  const { name, exitCode: wanted = 0, mayBeRefused = false } = scenario;
  const scene = await scenario.scene();
  try {
    const children = [1, 2].map((run) => scene.start({ run, attempt: 1 }, new GitShim().folder));
    const results = await Promise.all(children.map(({ result }) => result));
    const differs = difference(expected, normalise(await scene.endState()));
    const others = results.filter(({ exitCode }) => exitCode !== wanted);
    const [other] = others;
    const said =
      other === undefined
        ? undefined
        : `${other.stdout}${other.stderr}`.trim().split('\n').slice(-3).join(' ');
    const told = differs ?? said;
    return {
      scenario: name,
      at: `twice at once, time ${time}`,
      killed: false,
      exitCode: other === undefined ? wanted : other.exitCode,
      good: differs === undefined && others.length <= (mayBeRefused ? 1 : 0),
      equal: differs === undefined,
      ...(told === undefined ? {} : { difference: told }),
    };
  } finally {
    await scene.close();
  }
}
