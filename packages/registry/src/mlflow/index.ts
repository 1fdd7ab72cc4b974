export { type Mirrored, type MlflowVersion, mirrorVersion } from './mirror-version.ts';
