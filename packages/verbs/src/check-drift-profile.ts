import { UserError, writeWhole } from '@assay/contract';
import { makeProfile, type Profile } from '@assay/drift';
import { counted } from '@assay/report';
import type { DriftReference } from './check-drift-data.ts';
import type { DriftPlan } from './check-drift-plan.ts';
import type { Context } from './context.ts';
import { inRoot } from './project.ts';
import type { Result } from './verb.ts';

/** Writes the profile of a reference, with categories of sensitive columns as digests. */
export async function saveProfile(
  context: Context,
  plan: DriftPlan,
  { side, columns, digested, name }: DriftReference,
  path: string,
): Promise<Profile> {
  const file = inRoot(context, path);
  if (!path.endsWith('.json') || side === null) {
    const what = side === null ? 'the reference is a stored profile already' : `${path} is not named .json`;
    throw new UserError('profile-refused', what, {
      fix: 'name the data as "reference", and in "save-profile" a file that ends in .json',
    });
  }
  const { digest } = await digested();
  const profile = await makeProfile(side, columns, { digest, name }, plan.sensitive);
  await writeWhole(file, `${JSON.stringify(profile)}\n`);
  return profile;
}

/** What the verb comes to where nothing but a profile was asked for. */
export function profileResult(path: string, { reference, columns }: Profile): Result {
  return {
    document: {
      profile: path,
      reference,
      columns: columns.map(({ name, kind }) => ({ column: name, kind })),
    },
    exit: 0,
    outputs: { outcome: '', columns: '', since: '', report: '' },
    annotations: [],
    report: null,
    alone: true,
    message: `${path}: a profile of ${counted(columns.length, 'column')} and ${counted(reference.rows, 'row')}`,
  };
}
