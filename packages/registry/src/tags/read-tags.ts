import { UserError } from '@assay/contract';
import { tellingLine } from '../git/telling-line.ts';
import type { Mirror } from '../ledger/mirror.ts';
import { type ModelTags, modelTags, type Tag } from './state.ts';
import { parseTag } from './syntax.ts';

/** Where the mirror keeps what it knows of the remote's tags: apart from tags of its own, which it has none of. */
const KEPT = 'refs/assay/tags/';

const FIELDS = [
  'refname',
  'objectname',
  'objecttype',
  '*objectname',
  '*objecttype',
  'taggername',
  'taggerdate:unix',
  'contents',
];

/**
 * The tags of a model, as the remote has them now: the tag objects and their commits are fetched, without history or files.
 *
 * @throws UserError `tags-unreachable`
 */
export async function readTags(mirror: Mirror, model: string): Promise<ModelTags> {
  const remote = await listRemote(mirror, model);
  const known = await listKept(mirror, model);
  if ([...remote].some(([tag, object]) => known.get(tag) !== object)) await fetchTags(mirror, model);
  const taken = new Set(remote.keys());
  const numbers = [...taken].map((tag) => parseTag(tag)?.counter ?? 0);
  const annotated = (await describe(mirror, model)).filter(({ tag, object }) => remote.get(tag) === object);
  return modelTags(annotated, taken, Math.max(0, ...numbers) + 1);
}

/** Patterns of a model's tags: of its versions, and of its stages. */
function patterns(model: string): string[] {
  const name = model.replace(':', '=');
  return [`${name}@*`, `${name}#*`];
}

async function listRemote(mirror: Mirror, model: string): Promise<Map<string, string>> {
  const wanted = patterns(model).map((pattern) => `refs/tags/${pattern}`);
  const listed = await mirror.git.try(['ls-remote', '--refs', 'origin', ...wanted]);
  if (listed.code !== 0) throw unreachable(listed.stderr);
  // ls-remote matches the end of a ref: a branch may be called refs/tags/... too.
  return byName(listed.stdout.replaceAll('\t', ' '), 'refs/tags/');
}

async function listKept(mirror: Mirror, model: string): Promise<Map<string, string>> {
  const kept = patterns(model).map((pattern) => `${KEPT}${pattern.slice(0, -1)}`);
  const listed = await mirror.git.run(['for-each-ref', '--format=%(objectname) %(refname)', KEPT]);
  return new Map(
    [...byName(listed, KEPT)].filter(([tag]) => kept.some((prefix) => `${KEPT}${tag}`.startsWith(prefix))),
  );
}

function byName(listing: string, prefix: string): Map<string, string> {
  const entries = listing.split('\n').map((line) => line.split(' '));
  return new Map(
    entries.flatMap(([object = '', ref = '']) =>
      ref.startsWith(prefix) ? [[ref.slice(prefix.length), object] as const] : [],
    ),
  );
}

async function fetchTags(mirror: Mirror, model: string): Promise<void> {
  const fetched = await mirror.git.try([
    'fetch',
    '--quiet',
    '--no-tags',
    '--prune',
    '--depth=1',
    '--filter=tree:0',
    '--no-write-fetch-head',
    'origin',
    ...patterns(model).map((pattern) => `+refs/tags/${pattern}:${KEPT}${pattern}`),
  ]);
  if (fetched.code !== 0) throw unreachable(fetched.stderr);
}

async function describe(mirror: Mirror, model: string): Promise<Tag[]> {
  const format = FIELDS.map((field) => `%(${field})%00`).join('');
  const listed = (await mirror.git.run(['for-each-ref', `--format=${format}`, KEPT])).split('\0');
  const tags: Tag[] = [];
  for (let at = 0; at + FIELDS.length < listed.length; at += FIELDS.length) {
    const [ref = '', object = '', type, commit = '', target, by = '', time, message = ''] = listed.slice(
      at,
      at + FIELDS.length,
    );
    const tag = ref.trimStart().slice(KEPT.length);
    const parsed = parseTag(tag);
    // As GTO does: lightweight tags say nothing, nor do tags of anything but a commit.
    if (type !== 'tag' || target !== 'commit' || parsed?.name !== model) continue;
    tags.push({ ...parsed, tag, object, commit, time: Number(time), by, message: message.trim() });
  }
  return tags;
}

function unreachable(stderr: string): UserError {
  return new UserError('tags-unreachable', `the tags of the remote cannot be read: ${tellingLine(stderr)}`, {
    fix: 'check the network, the address of the remote "origin", and that the token has `contents: read`',
  });
}
