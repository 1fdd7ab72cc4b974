import { readFile } from 'node:fs/promises';
import { UserError, whyUnreadable } from '@assay/contract';
import { addedSection, formatBytes, type Section } from '@assay/report';
import type { Context } from './context.ts';
import { inRoot } from './project.ts';

const MOST_BYTES = 1_000_000;

/**
 * The user's own section of the report, of at most 1 MB.
 *
 * @throws UserError `section-missing`, `section-too-large`, and those of inRoot
 */
export async function readSection(context: Context, path: string | undefined): Promise<Section | undefined> {
  if (path === undefined) return undefined;
  const bytes = await readFile(inRoot(context, path)).catch((cause: NodeJS.ErrnoException) => {
    throw new UserError('section-missing', `${path} cannot be read: ${whyUnreadable(cause)}`, {
      fix: 'write it before this step, in the same job, and check the input "section"',
      cause,
    });
  });
  if (bytes.length > MOST_BYTES)
    throw new UserError('section-too-large', `${path} has ${formatBytes(bytes.length)}`, {
      fix: 'keep the section under 1 MB: a comment on GitHub holds 60 kB of it',
    });
  return addedSection(path, bytes.toString());
}
