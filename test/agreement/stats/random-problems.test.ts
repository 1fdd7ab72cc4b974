import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pointEstimates } from '../../../packages/stats/src/point-estimates.ts';
import { agrees, type Problem, sampleOf } from '../../../packages/stats/src/testing/problem.ts';
import { run, temporaryFolder } from '../../harness/index.ts';
import { environments } from '../environments.ts';

const folder = import.meta.dirname;
const python = await environments.stats();

const PROBLEMS = 300;

test.runIf(python.available)(
  `${PROBLEMS} random problems of every shape`,
  async () => {
    if (!python.available) throw new Error(python.why);
    const file = join(temporaryFolder(), 'problems.json');
    const options = { timeLimitMilliseconds: 240_000 };
    await run(python.python, [join(folder, 'problems.py'), file, String(PROBLEMS), '20261122'], options);
    const problems = JSON.parse(readFileSync(file, 'utf8')) as Problem[];
    expect(problems).toHaveLength(PROBLEMS);
    expect(problems.flatMap(differences)).toEqual([]);
  },
  300_000,
);

/** Where we say something else than the reference, in words. */
function differences(problem: Problem): string[] {
  const found = pointEstimates(problem.task, sampleOf(problem), problem.values);
  return problem.values.flatMap(({ value, ...spec }, i) => {
    const ours = found[i]?.value ?? null;
    const same = value === null || ours === null ? value === ours : agrees(ours, value);
    return same
      ? []
      : [`${problem.name}: ${JSON.stringify(spec)} is ${value}, ours ${ours} ${found[i]?.reason}`];
  });
}
