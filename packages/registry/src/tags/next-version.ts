import { UserError } from '@assay/contract';
import semver from 'semver';

/**
 * The version after the highest of these: `v0.0.1` is the first. A pre-release is followed by its release (v1.2.0-rc.1 by
 * v1.2.0), as semantic versioning orders them.
 *
 * @throws UserError `version-last`: its number is as high as one can be
 */
export function nextVersion(versions: readonly string[], bump: 'patch' | 'minor' | 'major'): string {
  const highest = [...versions].sort(semver.rcompare)[0] ?? '0.0.0';
  const next = semver.inc(highest, versions.length === 0 ? 'patch' : bump);
  if (semver.valid(next) === null) {
    throw new UserError('version-last', `no ${bump} version follows that of the tag "@${highest}"`, {
      fix: 'remove this tag from the remote, or give a name by the input "version"',
    });
  }
  return `v${next}`;
}
