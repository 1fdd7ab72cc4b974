import { UserError } from '@assay/contract';
import { parse } from 'yaml';
import { z } from 'zod';
import { setKey } from './set-key.ts';

/** What DVC says of the data behind one entry of a `.dvc` file. */
export interface DvcState {
  md5: string;
  size: number;
  /** `undefined` for a file. */
  nfiles: number | undefined;
}

const fileSchema = z.looseObject({
  outs: z
    .array(
      z.looseObject({
        path: z.string().min(1),
        md5: z.string(),
        hash: z.string().optional(),
        size: z.number().optional(),
        nfiles: z.number().optional(),
      }),
    )
    .min(1),
  wdir: z.string().optional(),
  deps: z.unknown().optional(),
});

/**
 * The paths of the data that a `.dvc` file names, relative to its folder.
 *
 * @throws UserError `dvc-file` for one that cannot be followed: an import, an older format, a path outside the repository
 */
export function dvcPaths(text: string, name: string): string[] {
  const { outs, wdir = '.' } = readDvc(text, name);
  return outs.map(({ path }) => (wdir === '.' ? path : `${wdir}/${path}`));
}

/** The `.dvc` file with these states of its data, in the order of {@link dvcPaths}, and all else as it was. */
export function withDvcStates(text: string, name: string, states: readonly DvcState[]): string {
  const { outs } = readDvc(text, name);
  let next = text;
  for (const [index, { md5, size, nfiles }] of states.entries()) {
    const set = { md5, ...(outs[index]?.size === undefined ? {} : { size }) };
    const counts = nfiles === undefined || outs[index]?.nfiles === undefined ? {} : { nfiles };
    if (outs[index]?.md5.endsWith('.dir') !== md5.endsWith('.dir')) {
      throw refused(name, 'what was a folder is a file now, or the other way round');
    }
    // Digits alone would be read as a number, and DVC wants a text.
    for (const [key, value] of Object.entries({ ...set, ...counts }))
      next = setKey(next, 'a.yaml', `outs.${index}.${key}`, value);
  }
  return next;
}

function readDvc(text: string, name: string): z.output<typeof fileSchema> {
  const parsed = fileSchema.safeParse(parsedYaml(text, name));
  if (!parsed.success) throw refused(name, 'it names no data by "outs" with "path" and "md5"');
  const { outs, deps } = parsed.data;
  if (deps !== undefined) throw refused(name, 'it is an import: `dvc update` is how its data change');
  // Before version 3, DVC took the MD5 of a text with its line ends changed.
  if (outs.some(({ hash }) => hash !== 'md5')) throw refused(name, 'it is of DVC before version 3');
  return parsed.data;
}

function parsedYaml(text: string, name: string): unknown {
  try {
    return parse(text, { maxAliasCount: 0 });
  } catch {
    throw refused(name, 'it is not valid YAML');
  }
}

function refused(name: string, why: string): UserError {
  return new UserError('dvc-file', `${name} cannot be brought up to date: ${why}`, {
    fix: 'write it with DVC 3 (`dvc add`) first, or leave "dvc:" out and run DVC in a step before this one',
  });
}
