import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PullRequest } from '../repository.ts';
import type { Ran } from '../runner/play-workflow.ts';
import { OUT, type Stage } from '../stage.ts';
import { alarm, heading } from '../terminal.ts';
import type { Candidate } from './judge.ts';

/** Quarters of 2015, each caught up with in one run: today is another day than the trips'. */
const QUIET = '2015-01-01..2015-03-31';
const DRIFTING = '2015-04-01..2015-06-30';

/** The trips of half a year arrive, day by day, until they have drifted. Answers the retraining pull request. */
export async function watch(stage: Stage): Promise<Candidate> {
  heading('The trips of 2015 arrive, day by day; the runs that look at them are of today');
  const quiet = await stage.dispatch('drift.yml', { date: QUIET });
  await keepReport(quiet, 'first-quarter');
  const before = quiet.steps.at(-1);
  stage.must(
    !quiet.failed && before?.outputs['outcome'] === 'none',
    'no drift to the end of March, and no false alarm',
    before?.log,
  );
  const drifting = await stage.dispatch('drift.yml', { date: DRIFTING });
  await keepReport(drifting, 'second-quarter');
  const [check, retrain] = drifting.steps;
  const { since = '', columns = '' } = check?.outputs ?? {};
  if (since !== '') alarm(`ALARM on ${since}: ${columns} has drifted`);
  stage.must(
    check?.outputs['outcome'] === 'drift' && since >= '2015-04-01' && columns === 'payment_type',
    `the drift is found: since ${since || 'never'}, in ${columns || 'no column'}`,
    check?.log,
  );
  const number = Number(retrain?.outputs['pull-request']);
  stage.must(
    !drifting.failed && retrain?.outputs['outcome'] === 'opened',
    `it is retrained by pull request #${number}`,
    retrain?.log,
  );
  const path = `/repos/${stage.github.repository}/pulls/${number}`;
  const { title, body } = (await stage.github.call('GET', path)) as unknown as PullRequest & { body: string };
  await mkdir(join(OUT, 'retrained'), { recursive: true });
  await writeFile(join(OUT, 'retrained', 'pull-request.md'), body);
  return { pull: { number, title }, name: 'retrained', should: 'pass', shown: false };
}

/** Keeps what a check has found, the evidence of each day. */
async function keepReport({ workspace }: Ran, name: string): Promise<void> {
  await mkdir(join(OUT, 'drift'), { recursive: true });
  await cp(join(workspace, '.assay/drift.json'), join(OUT, 'drift', `${name}.json`));
}
