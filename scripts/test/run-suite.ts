import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { delimiter, join, relative } from 'node:path';
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
  /** The tests that failed, a line each with the file and the first line of why. */
  failures: readonly string[];
}

type Counts = Pick<Ran, 'passed' | 'failed' | 'skipped' | 'failures'>;

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
  if (!suite.vitest)
    return { suite, outcome: exit === 0 ? 'passed' : 'failed', seconds, ...asOne(exit === 0) };
  const counts = await countTests(report, root);
  const outcome = exit === 0 && counts !== undefined ? 'passed' : 'failed';
  return { suite, outcome, seconds, ...(counts ?? asOne(false)) };
}

/** What is not counted in tests is one thing that passed or failed; what it printed says why. */
function asOne(passed: boolean): Counts {
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0, failures: [] };
}

/** What is read of vitest's JSON report. */
interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTotalTests: number;
  testResults: {
    name: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
}

/** `undefined`: there is no report, so vitest did not get to its end. A project without a test has not passed. */
async function countTests(report: string, root: string): Promise<Counts | undefined> {
  const text = await readFile(report, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const { numPassedTests, numFailedTests, numPendingTests, numTotalTests, testResults }: Report =
    JSON.parse(text);
  if (numTotalTests === 0) return undefined;
  const failures = testResults.flatMap(({ name, message, assertionResults }) => {
    const file = relative(root, name);
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    // A file that could not be loaded has a message and no test.
    if (failed.length === 0 && message !== '') return [`${file}: ${firstLine(message)}`];
    return failed.map(
      ({ fullName, failureMessages: [why = ''] }) => `${file} > ${fullName}: ${firstLine(why)}`,
    );
  });
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests, failures };
}

const firstLine = (message: string) => message.split('\n', 1)[0] ?? '';
