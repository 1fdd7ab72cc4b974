/**
 * `pnpm test`: every suite, then a table of those that ran, and what was left out and why. With CI=true nothing may be
 * left out.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { markdownTable } from 'markdown-table';
import { type Ran, runSuite } from './run-suite.ts';
import { suites } from './suites.ts';

const root = join(import.meta.dirname, '../..');
const folder = await mkdtemp(join(tmpdir(), 'assay-test-'));
const ran: Ran[] = [];

for (const suite of suites) {
  const missing = suite.after?.filter(
    (name) => ran.find((before) => before.suite.name === name)?.outcome !== 'passed',
  );
  if (missing !== undefined && missing.length > 0) {
    ran.push({ suite, outcome: 'not run', seconds: 0, passed: 0, failed: 1, skipped: 0, failures: [] });
    continue;
  }
  console.log(`\n── ${suite.name}: ${suite.about}`);
  ran.push(await runSuite(suite, root, folder));
}

const leftOut = (await readFile(join(folder, 'left-out.txt'), 'utf8').catch(() => ''))
  .split('\n')
  .filter(Boolean);
await rm(folder, { recursive: true, force: true });

const sum = (key: 'passed' | 'failed' | 'skipped') =>
  ran.reduce((total, { [key]: count }) => total + count, 0);
const rows = ran.map(({ suite, outcome, passed, failed, skipped, seconds }) => [
  suite.name,
  suite.about,
  outcome,
  suite.vitest ? `${passed} passed, ${failed} failed, ${skipped} skipped` : '',
  `${seconds.toFixed(0)} s`,
]);
console.log(
  `\n${markdownTable([['suite', 'what it holds', 'outcome', 'tests', 'time'], ...rows], { align: ['l', 'l', 'l', 'l', 'r'] })}`,
);
// What a suite printed is far above by now, and where logs are cut it is gone.
for (const { failures } of ran) for (const failure of failures) console.log(`\nFailed: ${failure}`);
console.log(
  leftOut.length === 0
    ? '\nNothing was left out.'
    : `\nLeft out:\n${[...new Set(leftOut)].map((line) => `- ${line}`).join('\n')}`,
);

const nothingMissing = process.env['CI'] !== 'true' || (leftOut.length === 0 && sum('skipped') === 0);
if (!nothingMissing) console.log('\nWith CI=true nothing may be left out or skipped.');
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
process.exitCode = ran.every(({ outcome }) => outcome === 'passed') && nothingMissing ? 0 : 1;
