import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { composeDocument, renderTerminal } from '../../../packages/report/src/index.ts';
import { mergePull, openPull, type PullRequest } from '../repository.ts';
import { OUT, type Stage } from '../stage.ts';
import { heading, say } from '../terminal.ts';

/** The push to main that everything is compared with at first. */
export async function recordBase(stage: Stage): Promise<void> {
  heading('A push to main: its record becomes the baseline');
  await record(stage, 'base');
}

/** A colleague opens a pull request; it is judged, and what comes of it is shown. */
export async function judgeChange(
  stage: Stage,
  name: string,
  should: 'pass' | 'fail',
  show: 'report' | 'verdict',
): Promise<PullRequest> {
  const pull = await openPull(stage.github, stage.colleague, name);
  heading(`Pull request #${pull.number}: ${pull.title}`);
  await judge(stage, pull, name, should, show);
  return pull;
}

/** Judges an open pull request by the repository's own workflow. */
export async function judge(
  stage: Stage,
  { number }: PullRequest,
  name: string,
  should: 'pass' | 'fail',
  show: 'report' | 'verdict',
): Promise<void> {
  const ran = await stage.play('pull-request.yml', { event: 'pull_request', action: 'opened', number });
  const record = await stage.keep(name, ran);
  const comments = await stage.github.comments(number);
  await writeFile(join(OUT, name, 'comment.md'), comments[0]?.body ?? '');
  if (record !== undefined && show === 'report') {
    const [width, color] = [process.stdout.columns ?? 110, process.stdout.isTTY === true];
    say(`\n${renderTerminal(composeDocument(record, { now: new Date() }), { width, color })}\n`);
  }
  const verdict = record?.verdict?.outcome;
  stage.must(
    verdict === should && comments.length === 1,
    `the verdict is ${verdict ?? 'missing'}, and should be ${should}; ${comments.length} comment on the pull request`,
    ran.steps.at(-1)?.log,
  );
}

/** Merges a pull request; the push to main is recorded. */
export async function merge(stage: Stage, pull: PullRequest, name: string): Promise<void> {
  heading(`#${pull.number} is merged`);
  const sha = await mergePull(stage.github, stage.colleague, pull);
  await record(stage, `${name}-merged`, sha);
}

async function record(stage: Stage, name: string, sha?: string): Promise<void> {
  const commit = sha ?? (await stage.colleague.sha());
  const ran = await stage.play('main.yml', { event: 'push', ref: 'refs/heads/main', sha: commit });
  const kept = await stage.keep(name, ran);
  stage.must(
    !ran.failed && kept?.source.commit === commit && kept.verdict?.outcome === 'pass',
    `${commit.slice(0, 7)} is on record: ${kept?.verdict?.outcome ?? 'no verdict'}`,
    ran.steps.at(-1)?.log,
  );
}
