import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { composeDocument, renderTerminal } from '../../../packages/report/src/index.ts';
import { mergePull, openPull, type PullRequest } from '../repository.ts';
import type { Ran } from '../runner/play-workflow.ts';
import { OUT, type Stage } from '../stage.ts';
import { heading, say } from '../terminal.ts';

/** The push to main that everything is compared with at first. */
export async function recordBase(stage: Stage): Promise<void> {
  heading('A push to main: its record becomes the baseline');
  await record(stage, 'base');
}

/** A pull request, and what its verdict should be. */
export interface Candidate {
  pull: PullRequest;
  name: string;
  should: 'pass' | 'fail';
  /** Whether its report is shown here. */
  shown: boolean;
}

/** A colleague opens a pull request with one of the changes in `changes/`. */
export async function propose(
  stage: Stage,
  name: string,
  should: 'pass' | 'fail',
  shown = false,
): Promise<Candidate> {
  return { pull: await openPull(stage.github, stage.colleague, name), name, should, shown };
}

/** Judges two pull requests by the repository's own workflow, at the same time as GitHub does. */
export async function judge(stage: Stage, candidates: readonly Candidate[]): Promise<void> {
  for (const { pull } of candidates) heading(`Pull request #${pull.number}: ${pull.title}`);
  const ran = await Promise.all(
    candidates.map(({ pull: { number } }) =>
      stage.play('pull-request.yml', { event: 'pull_request', action: 'opened', number }, `#${number}`),
    ),
  );
  for (const [i, candidate] of candidates.entries()) await look(stage, candidate, ran[i]);
}

async function look(
  stage: Stage,
  { pull, name, should, shown }: Candidate,
  ran: Ran | undefined,
): Promise<void> {
  const record = ran && (await stage.keep(name, ran));
  const comments = await stage.github.comments(pull.number);
  await writeFile(join(OUT, name, 'comment.md'), comments[0]?.body ?? '');
  if (record !== undefined && shown) {
    const [width, color] = [process.stdout.columns ?? 110, process.stdout.isTTY === true];
    const report = renderTerminal(composeDocument(record, { now: new Date() }), { width, color });
    say(`\n${report.trimEnd()}\n`);
  }
  const verdict = record?.verdict?.outcome;
  stage.must(
    verdict === should && comments.length === 1,
    `#${pull.number}: the verdict is ${verdict ?? 'missing'}, and should be ${should}; ${comments.length} comment on the pull request`,
    ran?.steps.at(-1)?.log,
  );
}

/** Merges a pull request; the push to main is recorded. */
export async function merge(stage: Stage, { pull, name }: Candidate): Promise<void> {
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
