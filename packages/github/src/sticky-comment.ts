import assert from 'node:assert/strict';
import type { GitHub } from './client.ts';
import {
  compareStamps,
  later,
  type MarkedText,
  readMarker,
  type Stamp,
  sameBody,
  withMarker,
} from './comment-marker.ts';
import { type CommentPlace, OwnComments } from './own-comments.ts';

/** GitHub takes 65,536 characters; what renders a body cuts it to this many bytes. */
export const COMMENT_BYTES = 60_000;

// Each step is a look and at most one change. Two runs at once settle in four; the rest is for servers that fail.
const MOST_STEPS = 6;

export interface CommentRequest extends CommentPlace {
  /** Markdown, at most `COMMENT_BYTES`. */
  body: string;
  stamp: Stamp;
}

export interface CommentOutcome {
  id: number;
  url: string;
  /** `superseded`: the comment shows what a later run wrote, and stays so. */
  action: 'created' | 'updated' | 'unchanged' | 'superseded';
}

/**
 * Sees to it that a pull request has exactly one comment of this key by this author, with the body of the latest run.
 *
 * It looks at all comments, makes the one change that is missing, and looks again until none is. So it may be killed
 * anywhere and run again, a lost answer is settled by looking, and of two runs at once each comes to the same end: the
 * oldest comment gets the text of the latest run, then the others are deleted. A body that is there already is not written
 * again, and keeps the stamp it has. Where there is none yet, the last one that CML wrote as the same author becomes it: a team
 * that comes from CML keeps one comment, and GitHub its older text. GitHub cannot write on condition, so a run that writes in the moment between another's
 * look and write is seen only by the one that looks last: give workflows a `concurrency` group to rule that out.
 *
 * Throws the `UserError`s of `openGitHub`; a body that is too long is a bug of the caller.
 */
export async function upsertComment(github: GitHub, request: CommentRequest): Promise<CommentOutcome> {
  const ours = prepare(request);
  const comments = new OwnComments(github, request);
  let posted = false;
  let patched = false;
  for (let step = 1; step <= MOST_STEPS; step += 1) {
    const [winner, ...others] = await comments.look();
    if (winner === undefined && comments.ofCml !== undefined) {
      patched = await comments.patch(comments.ofCml, ours);
      continue;
    }
    if (winner === undefined) {
      posted = true;
      await comments.post(ours, step);
      continue;
    }
    const latest = [winner, ...others].reduce(later, ours);
    const behind = compareStamps(winner.stamp, latest.stamp) < 0;
    // What this call has written is not compared again: the server may have changed its form.
    if ((behind || comments.lastWritten !== winner.id) && !sameBody(winner.body, latest.body)) {
      patched = (await comments.patch(winner.id, latest)) || patched;
      continue;
    }
    if (others.length > 0) {
      for (const { id } of others) await comments.remove(id);
      continue;
    }
    const { id, url } = winner;
    if (compareStamps(winner.stamp, ours.stamp) > 0) return { id, url, action: 'superseded' };
    if (patched) return { id, url, action: 'updated' };
    return { id, url, action: posted ? 'created' : 'unchanged' };
  }
  throw comments.failure ?? new Error(`the comment did not settle within ${MOST_STEPS} steps`);
}

function prepare({ key, stamp, body }: CommentRequest): MarkedText {
  const text = withMarker(key, stamp, body);
  const bytes = Buffer.byteLength(text);
  assert(bytes <= COMMENT_BYTES, `a comment of ${bytes} bytes is over the budget of ${COMMENT_BYTES}`);
  const ours = readMarker(key, text);
  assert(ours, `a stamp that cannot be read back: ${JSON.stringify(stamp)}`);
  return ours;
}
