import { beforeAll, describe, expect, it } from 'vitest';
import {
  type KillScenario,
  killedEverywhere,
  killFailures,
  killTable,
  twiceAtOnce,
} from '../../harness/index.ts';
import { openRelease } from '../scene/release.ts';
import { writerScenarios } from './writers.ts';

const MINUTES = 60_000;

/** Of steps that change nothing for others, which every writer has nearly alike, some are enough here: `pnpm faults` takes them all. */
const STRIDE = 8;

/** The tests of writers: killed anywhere, and two of them at once. */
export function endWell(names: readonly string[]): void {
  let scenarios: KillScenario[];
  beforeAll(async () => {
    scenarios = await writerScenarios(await openRelease(), names);
  });

  describe.each(names)('%s', (name) => {
    const scenario = (): KillScenario => {
      const found = scenarios.find((each) => each.name === name);
      if (found === undefined) throw new Error(`there is no scenario "${name}"`);
      return found;
    };

    it(
      'killed at any request or git command that writes, and run again, comes to the same end',
      async () => {
        const rows = await killedEverywhere(scenario(), { stride: STRIDE });
        console.log(killTable(rows));
        expect(rows.length).toBeGreaterThan(3);
        expect(killFailures(rows)).toEqual([]);
      },
      30 * MINUTES,
    );

    it(
      'as two runs at once comes to the end of one',
      async () => {
        const rows = await twiceAtOnce(scenario());
        console.log(killTable(rows));
        expect(killFailures(rows)).toEqual([]);
      },
      5 * MINUTES,
    );
  });
}
