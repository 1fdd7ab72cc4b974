import { beforeAll, describe, expect, it } from 'vitest';
import {
  type KillScenario,
  killedEverywhere,
  killFailures,
  killTable,
  twiceAtOnce,
} from '../harness/index.ts';
import { openRelease } from './scene/release.ts';
import { WRITERS, writerScenarios } from './writers/writers.ts';

const MINUTES = 60_000;

let scenarios: KillScenario[];
beforeAll(async () => {
  scenarios = await writerScenarios(await openRelease());
});

describe.each(Object.keys(WRITERS))('%s', (name) => {
  it(
    'killed at any request or git command that writes, and run again, comes to the same end',
    async () => {
      const rows = await killedEverywhere(scenarioOf(name));
      console.log(killTable(rows));
      expect(rows.length).toBeGreaterThan(4);
      expect(killFailures(rows)).toEqual([]);
    },
    30 * MINUTES,
  );

  it(
    'as two runs at once comes to the end of one',
    async () => {
      const rows = await twiceAtOnce(scenarioOf(name));
      console.log(killTable(rows));
      expect(killFailures(rows)).toEqual([]);
    },
    5 * MINUTES,
  );
});

function scenarioOf(name: string): KillScenario {
  const found = scenarios.find((scenario) => scenario.name === name);
  if (found === undefined) throw new Error(`there is no scenario "${name}"`);
  return found;
}
