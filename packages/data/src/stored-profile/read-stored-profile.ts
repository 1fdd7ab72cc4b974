import { readFile, stat } from 'node:fs/promises';
import { type DataProfile, storedProfileSchema, UserError, whyUnreadable } from '@assay/contract';
import { contractTypeOf } from '../column/logical-type.ts';
import { putBack } from './left-out.ts';
import { readSketch } from './sketch-text.ts';

/** A thousand columns of the most that one may hold, with room. */
const MOST_BYTES = 100_000_000;

/** Whether a path names a stored profile; data are never `.json`. */
export function isStoredProfile(path: string): boolean {
  return path.endsWith('.json');
}

/**
 * Reads a stored profile.
 *
 * @param path of the file; `shown` is how the user wrote it
 * @throws UserError `profile-not-found`, `profile-too-large`, `profile-invalid`
 */
export async function readStoredProfile(path: string, shown: string): Promise<DataProfile> {
  const notFound = (why: string, cause?: unknown) =>
    new UserError('profile-not-found', `${shown} cannot be read: ${why}`, {
      fix: 'check the path; the input "profile" of validate-data writes such a file',
      cause,
    });
  const found = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    throw notFound(whyUnreadable(cause), cause);
  });
  // A pipe would be waited for.
  if (!found.isFile()) throw notFound('it is no file');
  const { size } = found;
  if (size > MOST_BYTES)
    throw new UserError(
      'profile-too-large',
      `${shown} has ${size} bytes, and no profile has more than ${MOST_BYTES}`,
      {
        fix: 'is it a profile that validate-data wrote?',
      },
    );
  const invalid = (what: string, cause: unknown) =>
    new UserError('profile-invalid', `${shown} is not a stored profile: ${what}`, {
      fix: 'write it again with the input "profile" of validate-data; data in JSON are named .jsonl',
      cause,
    });
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw invalid('it is not JSON', cause);
  }
  if (isObject(value) && String(value['assay']).startsWith('drift-profile/'))
    throw new UserError(
      'profile-invalid',
      `${shown} is a profile of check-drift, and this takes another kind`,
      {
        fix: 'write one with the input "profile" of validate-data, or name the data themselves',
      },
    );
  const parsed = storedProfileSchema.safeParse(ofNow(value));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw invalid(`${issue?.path.join('.')}: ${issue?.message}`, parsed.error);
  }
  try {
    const profile = putBack(parsed.data);
    for (const { sketch } of profile.columns) if (sketch !== null) readSketch(sketch);
    return profile;
  } catch (cause) {
    throw invalid((cause as Error).message, cause);
  }
}

/** A profile of the first version, which has the engine's types alone, as one of now; what is none stays as it is. */
function ofNow(value: unknown): unknown {
  if (!isObject(value) || value['assay'] !== 'data-profile/1' || !Array.isArray(value['columns']))
    return value;
  const columns = value['columns'].map((column: unknown) => {
    if (!isObject(column) || typeof column['type'] !== 'string') return column;
    return { ...column, type: contractTypeOf(column['type']), 'engine-type': column['type'] };
  });
  return { ...value, assay: 'data-profile/2', columns };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
