import { setTimeout } from 'node:timers/promises';
import { UserError } from '@assay/contract';
import { remoteRefusal } from '../git/remote-refusal.ts';
import { requireRoom } from '../git/require-room.ts';
import { tellingLine } from '../git/telling-line.ts';
import { IDENTITY } from '../ledger/append.ts';
import type { Mirror } from '../ledger/mirror.ts';
import { readTags } from './read-tags.ts';
import type { ModelTags } from './state.ts';
import { HIGHEST_COUNTER, parseTag, type TagEvent, writeTag } from './syntax.ts';

/** A tag to make. Stage events get their number when they are written. */
export interface NewTag {
  event: TagEvent;
  commit: string;
  message: string;
}

/** What was written, and the tags that it was decided from. */
export interface WrittenTags {
  /** Names of the new tags, in the order that was asked for; none where there was nothing to do. */
  names: string[];
  before: ModelTags;
}

const TRIES = 8;

/** GitHub sends no event for a push of more tags than this. */
const MOST = 3;

/**
 * Makes annotated tags of a model and pushes them, all or none and never over one that is there. When another writer was
 * faster, the tags are read and decided on again: `decide` must be a function of the tags alone.
 *
 * @param at the moment that they are dated with; never earlier than a second after the model's last tag, because GTO
 *   orders events by seconds alone
 * @throws UserError `tags-protected`, `tags-refused` (no permission), `tags-unreachable`, `tags-busy` (lost every race),
 *   `commit-not-pushed`, `ref-conflict`, `tag-numbers` (none is left), and what `decide` throws
 */
export async function writeTags(
  mirror: Mirror,
  model: string,
  at: Date,
  decide: (tags: ModelTags) => readonly NewTag[],
): Promise<WrittenTags> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const before = await readTags(mirror, model);
    const wanted = decide(before);
    if (wanted.length === 0) return { names: [], before };
    if (wanted.length > MOST) throw new TypeError(`${wanted.length} tags in one push send no event`);
    const made = await makeTags(mirror, model, at, before, wanted);
    const pushed = await mirror.git.try([
      // Asks what the remote has, so that nothing but the tag is sent where no branch ends at its commit.
      ...['-c', 'push.negotiate=true'],
      ...['push', '--quiet', '--no-verify', '--atomic', 'origin'],
      ...made.map(({ name, object }) => `${object}:refs/tags/${name}`),
    ]);
    if (pushed.code === 0) return { names: made.map(({ name }) => name), before };
    if (remoteRefusal(pushed.stderr) !== 'lost-race') throw refused(pushed.stderr);
    for (const { name } of made) await requireRoom(mirror.git, `refs/tags/${name}`);
    await setTimeout(50 * attempt + Math.random() * 200 * attempt);
  }
  throw new UserError('tags-busy', `another writer of tags was faster ${TRIES} times in a row`, {
    fix: 'run the job again',
  });
}

async function makeTags(
  mirror: Mirror,
  model: string,
  at: Date,
  { tags, taken, next }: ModelTags,
  wanted: readonly NewTag[],
): Promise<{ name: string; object: string }[]> {
  const made: { name: string; object: string }[] = [];
  let counter = next;
  let time = Math.max(Math.floor(at.getTime() / 1000), (tags.at(-1)?.time ?? 0) + 1);
  for (const { event, commit, message } of wanted) {
    await fetchCommit(mirror, commit);
    const staged = event.kind === 'assign' || event.kind === 'unassign';
    if (staged && counter > HIGHEST_COUNTER) throw noNumber(taken, counter - 1);
    const name = writeTag({ name: model, event, counter: staged ? counter++ : null });
    const tagger = `${IDENTITY.GIT_COMMITTER_NAME} <${IDENTITY.GIT_COMMITTER_EMAIL}> ${time++} +0000`;
    const body = `object ${commit}\ntype commit\ntag ${name}\ntagger ${tagger}\n\n${message.trim()}\n`;
    made.push({ name, object: (await mirror.git.run(['mktag'], body)).trim() });
  }
  return made;
}

function noNumber(taken: ReadonlySet<string>, highest: number): UserError {
  const tag = [...taken].find((name) => parseTag(name)?.counter === highest);
  return new UserError('tag-numbers', `no number follows that of the tag ${tag}`, {
    fix: `stage tags are numbered, and this one is of nobody who counts: remove it (git push origin ':refs/tags/${tag}')`,
  });
}

/** Brings the commit here, alone: a tag can be made only of what is here, and is wanted only of what is on the remote. */
async function fetchCommit(mirror: Mirror, commit: string): Promise<void> {
  const fetched = await mirror.git.try([
    ...['fetch', '--quiet', '--no-tags', '--depth=1', '--filter=tree:0', '--no-write-fetch-head'],
    ...['origin', commit],
  ]);
  if (fetched.code === 0) return;
  if (/not our ref|couldn't find remote ref|unadvertised object|bad object/i.test(fetched.stderr)) {
    throw new UserError('commit-not-pushed', `the remote does not have the commit ${commit.slice(0, 12)}`, {
      fix: 'push the branch that it is on, then run again',
    });
  }
  throw refused(fetched.stderr);
}

function refused(stderr: string): UserError {
  const reason = tellingLine(stderr);
  switch (remoteRefusal(stderr)) {
    case 'no-permission':
      return new UserError('tags-refused', `the tag could not be pushed: ${reason}`, {
        fix: 'give the job that promotes `contents: write` under `permissions:`',
      });
    case 'protected':
      return new UserError('tags-protected', `the tag may not be made: ${reason}`, {
        fix: "a rule of the repository protects tags of this name: let the job's token by (Settings, Rules), or give it one that may",
      });
    default:
      return new UserError('tags-unreachable', `the tag could not be pushed: ${reason}`, {
        fix: 'check the network and the address of the remote "origin"; where both are right, run the job again',
      });
  }
}
