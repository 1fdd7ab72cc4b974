import { readFile, stat } from 'node:fs/promises';
import { UserError, whyUnreadable } from '@assay/contract';
import { z } from 'zod';
import { type Profile, profileSchema } from './profile-schema.ts';

/** 20,000 columns of numbers, with room. */
const MOST_BYTES = 200_000_000;

/** What validate-data writes with "profile": easily taken for one of these. */
const dataProfile = z.object({ assay: z.string().startsWith('data-profile/') });

/**
 * Reads a stored profile of a reference.
 *
 * @param path of the file; `shown` is how the user wrote it
 * @throws UserError `profile-not-found`, `profile-too-large`, `profile-invalid`
 */
export async function readProfile(path: string, shown: string): Promise<Profile> {
  const unreadable = (why: string, cause?: unknown) =>
    new UserError('profile-not-found', `${shown} cannot be read: ${why}`, {
      fix: 'check the path; "save-profile" writes such a file',
      cause,
    });
  const found = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    throw unreadable(whyUnreadable(cause), cause);
  });
  if (found.isDirectory()) throw unreadable('it is a folder');
  const { size } = found;
  if (size > MOST_BYTES) {
    throw new UserError(
      'profile-too-large',
      `${shown} has ${size} bytes, and no profile has more than ${MOST_BYTES}`,
      {
        fix: 'is it a profile that "save-profile" wrote?',
      },
    );
  }
  const invalid = (what: string, cause: unknown) =>
    new UserError('profile-invalid', `${shown} is not a stored profile: ${what}`, {
      fix: 'write it again with "save-profile"; data in JSON are named .jsonl',
      cause,
    });
  const text = await readFile(path, 'utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw invalid('it is not JSON', cause);
  }
  const parsed = profileSchema.safeParse(value);
  if (dataProfile.safeParse(value).success) {
    throw new UserError(
      'profile-invalid',
      `${shown} is a profile of validate-data, and a comparison takes another kind`,
      {
        fix: 'write one: assay check-drift --reference DATA --save-profile PROFILE.json; or name the data themselves',
      },
    );
  }
  if (
    parsed.success &&
    new Set(parsed.data.columns.map(({ name }) => name)).size === parsed.data.columns.length
  )
    return parsed.data;
  const [issue] = parsed.error?.issues ?? [];
  throw invalid(
    issue === undefined ? 'a column stands in it twice' : `${issue.path.join('.')}: ${issue.message}`,
    parsed.error,
  );
}
