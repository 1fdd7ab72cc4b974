export { openSource } from './open-source.ts';
export type { Source, SourceColumn } from './source.ts';
