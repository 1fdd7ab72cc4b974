import { posix } from 'node:path';
import { type Evaluation, parseValues, UserError } from '@assay/contract';
import { z } from 'zod';
import { isPipeline, wdirsOfPipeline } from './dvc-pipeline.ts';

type Lineage = NonNullable<Evaluation['lineage']>;

/** A lock file has an entry for every file of every stage. */
const MOST_BYTES = 64_000_000;
/** Entries that a record holds. */
const MOST_ENTRIES = 1000;

/** Whole numbers of YAML come as such, however large. */
const bytes = z.union([z.int(), z.bigint()]).transform(Number).pipe(z.int().nonnegative());

const entries = z
  .array(z.object({ path: z.string().min(1), md5: z.string().nullish(), size: bytes.nullish() }))
  .default([]);
const lock = z.object({
  schema: z.literal('2.0'),
  stages: z.record(z.string(), z.object({ deps: entries, outs: entries })).default({}),
});

/**
 * What the `dvc.lock` beside a `dvc.yaml` says that its stages read and wrote, with DVC's MD5 of it (of a folder it ends in
 * `.dir`); `undefined` for any other file, and where there is no lock.
 *
 * @param find gives the text of a file, where it is there
 * @throws UserError `file-syntax`, `file-too-large`
 */
export async function lineageOf(
  file: string,
  find: (file: string) => Promise<string | undefined>,
): Promise<Lineage | undefined> {
  if (!isPipeline(file)) return undefined;
  const name = posix.join(posix.dirname(file), 'dvc.lock');
  const [pipeline, text] = [await find(file), await find(name)];
  if (pipeline === undefined || text === undefined) return undefined;
  const parsed = lock.safeParse(parseValues(text, `${name}.yaml`, name, MOST_BYTES));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new UserError('file-syntax', `${name}: ${issue?.path.join('.')}: ${issue?.message}`, {
      fix: 'let DVC 1.0 or newer write it anew: "dvc repro" or "dvc commit"',
    });
  }
  const wdirs = wdirsOfPipeline(parseValues(pipeline, file));
  return Object.entries(parsed.data.stages)
    .flatMap(([stage, { deps, outs }]) => {
      // The stages of a foreach are called by its name and theirs: "train@eu".
      const wdir = wdirs.get(stage.split('@')[0] ?? '') ?? '.';
      const entry = (role: Lineage[number]['role']) => (found: (typeof deps)[number]) => ({
        stage,
        role,
        path: posix.join(posix.dirname(file), wdir, found.path),
        md5: found.md5 ?? null,
        bytes: found.size ?? null,
      });
      return [...deps.map(entry('read')), ...outs.map(entry('wrote'))];
    })
    .slice(0, MOST_ENTRIES);
}
