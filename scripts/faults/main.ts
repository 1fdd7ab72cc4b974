/**
 * `pnpm faults [writer…]`: kills every verb that writes at each of its steps, runs it again, and compares the ends; then runs
 * each twice at once. The built actions of release/ are used, with real git and the stand-in of GitHub. Writes
 * docs/faults.md when all writers were asked for. Exits 0 when every end is the same.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { killedEverywhere, killFailures, twiceAtOnce } from '../../test/harness/index.ts';
import { openRelease } from '../../test/integration/scene/release.ts';
import { WRITERS, writerScenarios } from '../../test/integration/writers/writers.ts';
import { type Found, faultsPage } from './page.ts';

const named = process.argv.slice(2);
const scenarios = await writerScenarios(await openRelease(), named.length > 0 ? named : Object.keys(WRITERS));
const found: Found[] = [];
for (const scenario of scenarios) {
  const started = performance.now();
  const one = {
    writer: scenario.name,
    killed: await killedEverywhere(scenario, { repeats: true }),
    together: await twiceAtOnce(scenario),
  };
  found.push(one);
  const failures = killFailures([...one.killed, ...one.together]);
  const seconds = Math.round((performance.now() - started) / 1000);
  process.stdout.write(
    `${one.writer}: ${one.killed.length} places, ${failures.length} not as they should be, ${seconds} s\n`,
  );
  for (const failure of failures) process.stdout.write(`  ${failure}\n`);
  if (failures.length > 0) process.exitCode = 1;
}
if (named.length === 0) await writeFile(join(import.meta.dirname, '../../docs/faults.md'), faultsPage(found));
