import { UserError, versionSchema } from '@assay/contract';
import { z } from 'zod';
import type { Edits } from '../ledger/append.ts';
import type { Mirror } from '../ledger/mirror.ts';
import { encodeName, LEDGER_BRANCH, modelRef, versionsFolder } from '../ledger/paths.ts';

/** So many of the newest models are kept, and every one that is a registered version. */
const KEEP = 20;

const FOLDER = 'models';

const listSchema = z.array(z.strictObject({ digest: z.string(), commit: z.string() }));
type List = z.output<typeof listSchema>;

/** The edit that puts a model at the head of the list of those kept, and lets the oldest go that are no version. */
export async function listModel(
  mirror: Mirror,
  model: string,
  entry: List[number],
): Promise<{ edits: Edits; before: string[] }> {
  const path = `${FOLDER}/${encodeName(model)}.json`;
  const versions = await registered(mirror, model);
  const before = readList(await mirror.read(path), path).map(({ digest }) => digest);
  const edit = (old: string | undefined) => {
    const others = readList(old, path).filter(({ digest }) => digest !== entry.digest);
    const list = [entry, ...others].filter(({ digest }, i) => i < KEEP || versions.has(digest));
    return `${JSON.stringify(list, null, 1)}\n`;
  };
  return { edits: { [path]: edit }, before };
}

/**
 * Drops from the remote the models that were listed before and are in no list now. Best effort: what stays does no harm.
 */
export async function dropModels(mirror: Mirror, model: string, before: readonly string[]): Promise<void> {
  if (before.length === 0) return;
  // Another model of the same bytes has the same ref.
  const lists = await Promise.all(
    (await mirror.list(FOLDER)).map(async (path) => readList(await mirror.read(path), path)),
  );
  const kept = new Set([...lists.flat().map(({ digest }) => digest), ...(await registered(mirror, model))]);
  for (const digest of before.filter((candidate) => !kept.has(candidate)))
    await mirror.git.try(['push', '--quiet', '--no-verify', 'origin', `:${modelRef(digest)}`]);
}

/** Digests of the model's registered versions. */
async function registered(mirror: Mirror, model: string): Promise<Set<string>> {
  const paths = await mirror.list(versionsFolder(model));
  const texts = await Promise.all(paths.map((path) => mirror.read(path)));
  return new Set(
    texts.flatMap((text, i) => {
      const parsed = versionSchema.unwrap().pick({ artifact: true }).loose().safeParse(jsonOf(text));
      if (parsed.success) return [parsed.data.artifact];
      throw damaged(paths[i] ?? FOLDER);
    }),
  );
}

function readList(text: string | undefined, path: string): List {
  if (text === undefined) return [];
  const parsed = listSchema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  throw damaged(path);
}

function jsonOf(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

function damaged(path: string): UserError {
  return new UserError('ledger-damaged', `${LEDGER_BRANCH}:${path} is not a document of this Assay`, {
    fix: `remove ${path} from the branch ${LEDGER_BRANCH}, or restore it`,
  });
}
