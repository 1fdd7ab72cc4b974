/**
 * `pnpm demo`: the life of a real model on real data, offline from GitHub.
 *
 * A throw-away repository is made from examples/taxi-tips. Its own workflows are played by the real actions against a
 * stand-in of GitHub: two pull requests are judged, the better one is merged, becomes a version and goes into service; its
 * data drift, it is retrained by a pull request; a change that serving cannot follow is rolled back. Exits 0 when each act
 * ends as it should.
 */
import { join } from 'node:path';
import { pythonPart } from '../../test/harness/index.ts';
import { watch } from './acts/drift.ts';
import { judge, judgeChange, merge, recordBase } from './acts/judge.ts';
import { ship } from './acts/ship.ts';
import { Stage, StoryEnds } from './stage.ts';
import { heading, say } from './terminal.ts';

const root = join(import.meta.dirname, '../..');

async function demo(): Promise<boolean> {
  const started = performance.now();
  heading('Python');
  const python = await pythonPart('taxi-tips', join(root, 'examples/taxi-tips/requirements.txt'))();
  if (!python.available) {
    say(python.why);
    return false;
  }
  say(`Python ${python.version}, with the packages that the example names`);
  const stage = await Stage.open(python);
  try {
    await playActs(stage);
  } catch (error) {
    if (!(error instanceof StoryEnds)) throw error;
    say(error.message);
  } finally {
    await stage.close();
  }
  for (const violation of stage.github.violations)
    stage.check(false, `GitHub would not have taken: ${JSON.stringify(violation)}`);
  say(`\n${Math.round((performance.now() - started) / 1000)} s in all`);
  return stage.isRight;
}

async function playActs(stage: Stage): Promise<void> {
  await recordBase(stage);
  await judgeChange(stage, 'worse', 'fail', 'report');
  const better = await judgeChange(stage, 'better', 'pass', 'report');
  await merge(stage, better, 'better');
  await ship(stage, 'v0.0.1', 'healthy');
  const { pull } = await watch(stage);
  heading(`Pull request #${pull.number}: ${pull.title}`);
  await judge(stage, pull, 'retrained', 'pass', 'verdict');
  await merge(stage, pull, 'retrained');
  await ship(stage, 'v0.0.2', 'healthy');
  const skewed = await judgeChange(stage, 'skewed', 'pass', 'verdict');
  await merge(stage, skewed, 'skewed');
  await ship(stage, 'v0.0.3', 'unhealthy');
}

process.exitCode = (await demo()) ? 0 : 1;
