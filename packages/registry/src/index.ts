export { Git, type GitOptions } from './git/git.ts';
export { remoteRefusal } from './git/remote-refusal.ts';
export { requireRoom } from './git/require-room.ts';
export { tellingLine } from './git/telling-line.ts';
export type { Baseline } from './ledger/baseline.ts';
export { type DocumentEdit, documentEdit } from './ledger/documents.ts';
export { fileInClone } from './ledger/file-at.ts';
export { Ledger } from './ledger/ledger.ts';
export {
  deploymentsFolder,
  driftFolder,
  driftPath,
  LEDGER_BRANCH,
  retrainingPath,
  runsFolder,
  testSetPath,
  turnPath,
  versionPath,
  versionsFolder,
} from './ledger/paths.ts';
export { type Mirrored, type MlflowVersion, mirrorVersion, moveAlias } from './mlflow/index.ts';
export type { Kept, ModelId } from './models/index.ts';
export {
  isVersion,
  type ModelTags,
  type NewTag,
  nextVersion,
  type ParsedTag,
  parseTag,
  type StageTag,
  type Tag,
  type TagEvent,
  type WrittenTags,
  writeTag,
} from './tags/index.ts';
