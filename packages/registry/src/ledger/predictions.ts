import { UserError } from '@assay/contract';
import { z } from 'zod';
import { type Edits, IDENTITY } from './append.ts';
import { type Mirror, WHOLE } from './mirror.ts';
import { encodeName, LEDGER_BRANCH, predictionsRef } from './paths.ts';
import { refused } from './refused.ts';

/** Predictions of this many recorded runs of a model are kept; older ones are dropped from the remote. */
const KEEP = 20;

const FILE = 'predictions.parquet';

const listSchema = z.array(z.strictObject({ digest: z.string(), commit: z.string() }));

/**
 * Keeps the predictions of a recorded run on a ref of their own, so that a later run can be paired with it row by row.
 *
 * A ref each, outside the branches: nobody clones them unasked, and dropping one frees its space.
 */
export async function pushPredictions(mirror: Mirror, digest: string, bytes: Uint8Array): Promise<void> {
  const ref = predictionsRef(digest);
  if ((await mirror.git.run(['ls-remote', 'origin', ref])) !== '') return;
  const blob = (await mirror.git.run(['hash-object', '-w', '--stdin'], bytes)).trim();
  const tree = (await mirror.git.run(['mktree'], `100644 blob ${blob}\t${FILE}\n`)).trim();
  const commit = (
    await mirror.git.with(IDENTITY).run(['commit-tree', tree, '-m', `predictions ${digest}`])
  ).trim();
  const pushed = await mirror.git.try(['push', '--quiet', '--no-verify', 'origin', `${commit}:${ref}`]);
  if (pushed.code === 0) return;
  // Two writers of the same bytes: the other one was faster, and there is nothing left to do.
  if ((await mirror.git.try(['ls-remote', 'origin', ref])).stdout !== '') return;
  throw refused('predictions could not be kept', pushed.stderr);
}

/** The kept predictions with a digest, or `undefined` when they were never kept or have been dropped. */
export async function fetchPredictions(mirror: Mirror, digest: string): Promise<Uint8Array | undefined> {
  const ref = predictionsRef(digest);
  const fetched = await mirror.git.try([
    ...WHOLE,
    'fetch',
    '--quiet',
    '--no-tags',
    '--no-filter',
    '--no-write-fetch-head',
    'origin',
    `+${ref}:${ref}`,
  ]);
  if (fetched.code !== 0) return undefined;
  return mirror.git.bytes(['cat-file', 'blob', `${ref}:${FILE}`]);
}

/** Where the list of a model's kept predictions stands in the ledger. */
function listPath(model: string): string {
  return `predictions/${encodeName(model)}.json`;
}

/** The edit that puts a run's predictions at the head of the list and lets the oldest go. */
export function listPredictions(model: string, digest: string, commit: string): Edits {
  return {
    [listPath(model)]: (old) => {
      const others = readList(old).filter((entry) => entry.digest !== digest);
      return `${JSON.stringify([{ digest, commit }, ...others].slice(0, KEEP), null, 1)}\n`;
    },
  };
}

/** Drops from the remote what was in the list before and is no longer in it. Best effort: what stays does no harm. */
export async function dropPredictions(
  mirror: Mirror,
  model: string,
  before: string | undefined,
): Promise<void> {
  const kept = new Set(readList(await mirror.read(listPath(model))).map((entry) => entry.digest));
  const dropped = readList(before).filter((entry) => !kept.has(entry.digest));
  for (const { digest } of dropped)
    await mirror.git.try(['push', '--quiet', '--no-verify', 'origin', `:${predictionsRef(digest)}`]);
}

/** The list as it stands, for {@link dropPredictions}. */
export function readPredictionList(mirror: Mirror, model: string): Promise<string | undefined> {
  return mirror.read(listPath(model));
}

function readList(text: string | undefined): z.output<typeof listSchema> {
  if (text === undefined) return [];
  try {
    return listSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new UserError('ledger-damaged', 'the list of kept predictions in the ledger cannot be read', {
      fix: `remove the folder "predictions" from the branch ${LEDGER_BRANCH}: the list is then begun anew`,
      cause,
    });
  }
}
