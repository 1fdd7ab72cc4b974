export { nextVersion } from './next-version.ts';
export { readTags } from './read-tags.ts';
export type { ModelTags, StageTag, Tag } from './state.ts';
export { isVersion, type ParsedTag, parseTag, type TagEvent, writeTag } from './syntax.ts';
export { type NewTag, type WrittenTags, writeTags } from './write-tags.ts';
