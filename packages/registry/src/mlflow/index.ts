export { type MlflowVersion, mirrorVersion } from './mirror-version.ts';
export type { Mirrored } from './mirrored.ts';
export { moveAlias } from './move-alias.ts';
