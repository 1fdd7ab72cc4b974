/**
 * `pnpm demo`: the life of a real model on real data, offline from GitHub.
 *
 * A throw-away repository is made from examples/taxi-tips. Its own workflows are played by the real actions against a
 * stand-in of GitHub: two pull requests are judged, the better one is merged, becomes a version and goes into service; its
 * data drift, it is retrained by a pull request; a change that serving cannot follow is rolled back. Exits 0 when each act
 * ends as it should.
 */
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pythonPart } from '../../test/harness/index.ts';
import { watch } from './acts/drift.ts';
import { tellHistory } from './acts/history.ts';
import { judge, merge, propose, recordBase } from './acts/judge.ts';
import { ship } from './acts/ship.ts';
import { OUT, Stage, StoryEnds } from './stage.ts';
import { heading, lastLines, say } from './terminal.ts';

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
  // The service is a process group of its own, which would outlive this one.
  process.once('exit', () => stage.service.close());
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  try {
    await playActs(stage);
  } catch (error) {
    if (!(error instanceof StoryEnds)) throw error;
    say(lastLines(error.message));
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
  const worse = await propose(stage, 'worse', 'fail', true);
  const better = await propose(stage, 'better', 'pass', true);
  await judge(stage, [worse, better]);
  await merge(stage, better);
  await ship(stage, 'v0.0.1', 'healthy');

  const retrained = await watch(stage);
  const skewed = await propose(stage, 'skewed', 'pass');
  await judge(stage, [retrained, skewed]);
  await merge(stage, retrained);
  await ship(stage, 'v0.0.2', 'healthy');

  await merge(stage, skewed);
  await ship(stage, 'v0.0.3', 'unhealthy');
  await tellHistory(stage, ['v0.0.2', 'v0.0.3', 'v0.0.2', 'v0.0.1']);
  await tellFiles();
}

async function tellFiles(): Promise<void> {
  heading('Left for you to look at');
  const folder = relative(process.cwd(), OUT);
  say(`  ${folder}/: history.html`);
  for (const { name } of (await readdir(OUT, { withFileTypes: true })).filter((entry) => entry.isDirectory()))
    say(`  ${folder}/${name}/: ${(await readdir(join(OUT, name))).join(', ')}`);
}

process.exitCode = (await demo()) ? 0 : 1;
