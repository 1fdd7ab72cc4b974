import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { Suite } from './suites.ts';

/** What became of a suite. */
export interface Ran {
  suite: Suite;
  outcome: 'passed' | 'failed' | 'not run';
  seconds: number;
  /** Tests of a vitest project; all else counts as one. */
  passed: number;
  failed: number;
  skipped: number;
}

/** Runs a suite with its output going where ours goes, and counts its tests. */
export async function runSuite(suite: Suite, root: string, folder: string): Promise<Ran> {
  const report = join(folder, `${suite.name}.json`);
  const [program = '', ...args] = suite.command;
  const reporters = suite.vitest ? ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`] : [];
  const started = performance.now();
  const exit = await new Promise<number>((resolve, reject) => {
    const child = spawn(program, [...args, ...reporters], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...process.env,
        PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env['PATH'] ?? ''}`,
        ASSAY_LEFT_OUT: join(folder, 'left-out.txt'),
      },
    });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
  const seconds = (performance.now() - started) / 1000;
  const counts = suite.vitest ? await countTests(report) : { passed: 0, failed: 0, skipped: 0 };
  const outcome = exit === 0 && counts !== undefined ? 'passed' : 'failed';
  if (suite.vitest && counts !== undefined) return { suite, outcome, seconds, ...counts };
  return {
    suite,
    outcome,
    seconds,
    passed: outcome === 'passed' ? 1 : 0,
    failed: outcome === 'failed' ? 1 : 0,
    skipped: 0,
  };
}

/** `undefined`: there is no report, so vitest did not get to its end. A project without a test has not passed. */
async function countTests(report: string): Promise<Pick<Ran, 'passed' | 'failed' | 'skipped'> | undefined> {
  const text = await readFile(report, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const {
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: skipped,
    numTotalTests: all,
  } = JSON.parse(text);
  return all === 0 ? undefined : { passed, failed, skipped };
}
