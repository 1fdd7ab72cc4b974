import { GitShim } from './git-shim.ts';
import { endOf, type KillRow } from './killed-everywhere.ts';
import { normalise } from './normalise.ts';
import type { KillScenario } from './scenario.ts';

/**
 * Starts a scenario twice at the same time in one scene, `times` over, and compares the end with that of one run alone. One
 * of the two may fail where a third run then finds everything done; its row is `exitCode` 1.
 */
export async function twiceAtOnce(scenario: KillScenario, times = 3): Promise<KillRow[]> {
  const expected = await alone(scenario);
  const rows: KillRow[] = [];
  for (let time = 1; time <= times; time += 1) {
    const scene = await scenario.scene();
    try {
      const children = [1, 2].map((attempt) => scene.start(attempt, new GitShim().folder));
      const ended = [];
      for (const child of children)
        ended.push(await endOf(scenario, `twice at once, ${time}`, false, scene, child, expected));
      const [first, last] = ended;
      if (first === undefined || last === undefined) continue;
      const exitCode = first.exitCode === 0 ? last.exitCode : first.exitCode;
      const told = (first.exitCode === 0 ? undefined : first.difference) ?? last.difference;
      rows.push({ ...last, exitCode, ...(told === undefined ? {} : { difference: told }) });
    } finally {
      await scene.close();
    }
  }
  return rows;
}

async function alone(scenario: KillScenario): Promise<string> {
  const scene = await scenario.scene();
  try {
    const { exitCode, stdout, stderr } = await scene.start(1, new GitShim().folder).result;
    if (exitCode !== 0) throw new Error(`${scenario.name} fails alone:\n${stdout}${stderr}`);
    return normalise(await scene.endState());
  } finally {
    await scene.close();
  }
}
