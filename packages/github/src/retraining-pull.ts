import assert from 'node:assert/strict';
import { UserError } from '@assay/contract';
import type { GitHub } from './client.ts';
import { compareStamps, type MarkedText, type Stamp, sameBody } from './comment-marker.ts';
import { type RetrainingPlace, type RetrainingPull, RetrainingPulls } from './retraining-pulls.ts';

/** GitHub takes 65,536 code points of a body. */
const BODY_CODE_POINTS = 65_536;

const MOST_STEPS = 6;

export interface RetrainingRequest extends RetrainingPlace {
  title: string;
  /** Markdown. */
  body: string;
  stamp: Stamp;
}

export interface RetrainingOutcome {
  number: number;
  url: string;
  /** `superseded`: it shows what a later run wrote. */
  action: 'opened' | 'updated' | 'unchanged' | 'superseded';
}

/** All pull requests of the retraining branch, ours and those of strangers, oldest first. */
export function findRetrainingPulls(github: GitHub, place: RetrainingPlace): Promise<RetrainingPull[]> {
  return new RetrainingPulls(github, place).look();
}

/**
 * Sees to it that the retraining branch has exactly one open pull request of ours, with the title and body of the latest run.
 *
 * As `upsertComment`: it looks, makes the one change that is missing, and looks again until none is. So it may be killed
 * anywhere and run again, a lost answer is settled by looking, and of two runs at once both come to the oldest pull request.
 *
 * @throws UserError `pull-taken`: somebody else has opened one for this branch; `actions-may-not-open-pulls`; and those of
 *   `openGitHub`
 */
export async function upsertRetrainingPull(
  github: GitHub,
  request: RetrainingRequest,
): Promise<RetrainingOutcome> {
  const { title, body, stamp, branch } = request;
  assert([...body].length + 1000 < BODY_CODE_POINTS, `a body of ${[...body].length} code points is too long`);
  const pulls = new RetrainingPulls(github, request);
  const ours: MarkedText = { stamp, body };
  let [opened, written]: [RetrainingPull | undefined, number | undefined] = [undefined, undefined];
  let patched = false;
  for (let step = 1; step <= MOST_STEPS; step += 1) {
    const all = (await pulls.look()).filter(({ state, headRef }) => state === 'open' && headRef === branch);
    const own = all.filter((pull) => pull.own);
    // The list may lag behind what was just opened.
    const last = opened;
    if (last !== undefined && own.every(({ number }) => number !== last.number)) own.push(last);
    const [winner, ...others] = own.sort((a, b) => a.number - b.number);
    if (winner === undefined) {
      const [stranger] = all;
      if (stranger !== undefined) throw taken(branch, stranger);
      opened = await pulls.open(title, ours, step);
      written = opened?.number;
      continue;
    }
    const { number, url, marked } = winner;
    if (marked !== undefined && compareStamps(marked.stamp, stamp) > 0)
      return { number, url, action: 'superseded' };
    const same = winner.title === title && marked !== undefined && sameBody(marked.body, body);
    if (written !== number && !same) {
      await pulls.patch(number, title, ours);
      written = number;
      patched = true;
      continue;
    }
    if (others.length > 0) {
      for (const other of others) await pulls.close(other.number);
      opened = undefined;
      continue;
    }
    return { number, url, action: opened === undefined ? (patched ? 'updated' : 'unchanged') : 'opened' };
  }
  throw new UserError('pull-unsettled', `the pull request of ${branch} did not settle`, {
    fix: 'run the job again; a `concurrency` group keeps two runs from working on it at once',
  });
}

/** What to say where somebody else has opened a pull request for the branch. */
export function taken(branch: string, { number, author }: RetrainingPull): UserError {
  return new UserError('pull-taken', `#${number} of ${author} is open for the branch ${branch}`, {
    fix: 'close it, or name another branch under "retrain.branch"',
  });
}
