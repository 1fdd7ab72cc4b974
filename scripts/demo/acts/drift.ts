import type { PullRequest } from '../repository.ts';
import type { Stage } from '../stage.ts';
import { alarm, heading } from '../terminal.ts';

/** Quarters of 2015, each caught up with in one run: today is another day than the trips'. */
const QUIET = '2015-01-01..2015-03-31';
const DRIFTING = '2015-04-01..2015-06-30';

/** What the monitor came to say. */
export interface Drifted {
  /** The day that raised the alarm. */
  since: string;
  columns: string;
  /** The retraining pull request. */
  pull: PullRequest;
}

/** The trips of half a year arrive, day by day, until they are not those that the model was trained on. */
export async function watch(stage: Stage): Promise<Drifted> {
  heading(
    'The trips of 2015 arrive; each day is held against those that the model knows (the runs are of today)',
  );
  const quiet = await stage.dispatch('drift.yml', { date: QUIET });
  const before = quiet.steps.at(-1);
  stage.must(
    !quiet.failed && before?.outputs['outcome'] === 'none',
    'no drift to the end of March, and no false alarm',
    before?.log,
  );
  const drifting = await stage.dispatch('drift.yml', { date: DRIFTING });
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
  const { title } = (await stage.github.call(
    'GET',
    `/repos/${stage.github.repository}/pulls/${number}`,
  )) as unknown as PullRequest;
  return { since, columns, pull: { number, title } };
}
