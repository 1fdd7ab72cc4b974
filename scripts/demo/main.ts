/**
 * `pnpm demo`: two pull requests to a real model, judged on real data, offline from GitHub.
 *
 * A throw-away repository is made from examples/taxi-tips, with a bare remote. The steps of its own workflows are played
 * by the real actions against a stand-in of GitHub: a push to main that records the base, then a pull request that makes
 * the model worse for some trips, and one that makes it better. Exits 0 when both verdicts are what they should be.
 */
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { styleText } from 'node:util';
import { type RunRecord, readRecord } from '../../packages/contract/src/index.ts';
import { composeDocument, renderTerminal } from '../../packages/report/src/index.ts';
import { type GitHub, pythonPart, startGitHub, temporaryFolder } from '../../test/harness/index.ts';
import { type Job, type Played, playJob } from './job.ts';
import { makeRepository, openPull } from './repository.ts';

const root = join(import.meta.dirname, '../..');
const out = join(root, 'demo-out');
const expected = { worse: 'fail', better: 'pass' } as const;

const say = (text = '') => process.stdout.write(`${text}\n`);
const heading = (text: string) => say(`\n${styleText('bold', text)}`);

async function demo(): Promise<boolean> {
  const started = performance.now();
  heading('Python');
  const python = await pythonPart('taxi-tips', join(root, 'examples/taxi-tips/requirements.txt'))();
  if (!python.available) {
    say(python.why);
    return false;
  }
  say(`Python ${python.version}, with the packages that the example names`);

  const folder = temporaryFolder('demo');
  const github = await startGitHub({ gitRoot: join(folder, 'remotes') });
  try {
    const remote = join(folder, 'remotes', `${github.repository}.git`);
    const repository = await makeRepository(join(folder, 'colleague'), remote);
    await rm(out, { recursive: true, force: true });

    heading('A push to main: its record becomes the baseline');
    const base = await play({ workflow: 'main.yml', pull: null, run: 1, folder: join(folder, 'base') });
    await keep('base', base.workspace);

    const verdicts: boolean[] = [];
    for (const [i, name] of (['worse', 'better'] as const).entries()) {
      const pull = await openPull(github, repository, name);
      heading(`Pull request #${pull.number}: ${pull.title}`);
      const { workspace } = await play({
        workflow: 'pull-request.yml',
        pull,
        run: i + 2,
        folder: join(folder, name),
      });
      const record = await keep(name, workspace);
      const comments = await github.comments(pull.number);
      await writeFile(join(out, name, 'comment.md'), comments[0]?.body ?? '');
      say();
      if (record)
        say(
          renderTerminal(composeDocument(record, { now: new Date() }), {
            width: process.stdout.columns ?? 110,
            color: process.stdout.isTTY === true,
          }),
        );
      const verdict = record?.verdict?.outcome;
      const right = verdict === expected[name] && comments.length === 1;
      say(
        `${right ? '✓' : '✗'} the verdict is ${verdict ?? 'missing'}, and should be ${expected[name]}; ${comments.length} comment on the pull request`,
      );
      verdicts.push(right);
    }
    for (const violation of github.violations)
      say(`GitHub would not have taken: ${JSON.stringify(violation)}`);
    heading('Left for you to look at');
    for (const name of ['base', 'worse', 'better']) {
      say(
        `  ${relative(process.cwd(), join(out, name))}/: report.html, ${name === 'base' ? '' : 'comment.md, '}run.json`,
      );
    }
    say(`\n${Math.round((performance.now() - started) / 1000)} s in all`);
    return verdicts.every(Boolean) && github.violations.length === 0;

    async function play(job: Job): Promise<Played> {
      return playJob(
        github as GitHub,
        remote,
        python as Extract<typeof python, { available: true }>,
        job,
        (step) => {
          say(
            `  ${step.failed ? '✗' : '✓'} ${step.verb.padEnd(14)} ${step.seconds.toFixed(1).padStart(5)} s  ${lastLine(step.log)}`,
          );
        },
      );
    }
  } finally {
    await github.close();
  }
}

/** Keeps a job's reports and record. */
async function keep(name: string, workspace: string): Promise<RunRecord | undefined> {
  await mkdir(join(out, name), { recursive: true });
  for (const file of ['report.html', 'run.json']) {
    await cp(join(workspace, '.assay', file), join(out, name, file), { force: true }).catch(() => {});
  }
  return readRecord(join(out, name, 'run.json'));
}

function lastLine(log: string): string {
  const lines = log
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^::(end)?group|^::[0-9a-f-]{36}/.test(line));
  return (lines.at(-1) ?? '').replace(/^::(error|warning|notice)[^:]*::/, '').slice(0, 140);
}

process.exitCode = (await demo()) ? 0 : 1;
